import { useEffect, useState } from "react";
import { useFetchers, useLocation, useNavigation } from "react-router";

/**
 * How much of the news is unread, and whether that is more than when it was last asked. It is asked when somebody comes
 * to the page or back to its window, goes on to another page, or has done something: never by the clock.
 */
export function useUnread(): { unread: number; hasGrown: boolean } {
  const { key } = useLocation();
  const isMoving = useNavigation().state !== "idle";
  const isActing = useFetchers().some(({ formMethod }) => formMethod !== undefined && formMethod !== "GET");
  const isBusy = isMoving || isActing;
  const [known, setKnown] = useState<{ unread: number; hasGrown: boolean }>();

  // biome-ignore lint/correctness/useExhaustiveDependencies: another page (its key) is a reason to ask again.
  useEffect(() => {
    if (isBusy) return;
    let asked = new AbortController();
    const ask = async () => {
      if (document.visibilityState !== "visible") return;
      asked.abort();
      asked = new AbortController();
      const unread = await askUnread(asked.signal);
      if (unread === undefined) return;
      setKnown((before) => ({ unread, hasGrown: before !== undefined && unread > before.unread }));
    };
    void ask();
    window.addEventListener("focus", ask);
    document.addEventListener("visibilitychange", ask);
    return () => {
      asked.abort();
      window.removeEventListener("focus", ask);
      document.removeEventListener("visibilitychange", ask);
    };
  }, [key, isBusy]);
  return known ?? { unread: 0, hasGrown: false };
}

/** undefined: without a network or an answer, what was known last still stands. */
async function askUnread(signal: AbortSignal): Promise<number | undefined> {
  try {
    const answer = await fetch("/notifications/count", { signal });
    const unread = Number(await answer.text());
    return answer.ok && Number.isInteger(unread) ? unread : undefined;
  } catch {
    return undefined;
  }
}
