import { useEffect, useState } from "react";
import { href, useFetcher } from "react-router";
import type { loader } from "../routes/upload-arrived.ts";
import { isAtWork } from "../words/stages.ts";

type Arrival = Awaited<ReturnType<typeof loader>>[number];
const everyMilliseconds = 5000;

/** How the memories that files became are doing: asked again while one of them is at work and the page is seen. */
export function useArrivals(familyId: string, memoryIds: string[]): Map<string, Arrival> {
  const { load, data } = useFetcher<typeof loader>();
  const [known, setKnown] = useState(new Map<string, Arrival>());
  const [seen, setSeen] = useState(data);
  if (data && data !== seen) {
    setSeen(data);
    setKnown(new Map([...known, ...data.map((memory) => [memory.id, memory] as const)]));
  }
  const isWaiting = memoryIds.some((id) => isAtWork(known.get(id) ?? { status: "uploaded" }));

  useEffect(() => {
    if (!isWaiting) return;
    const ask = () => {
      if (document.visibilityState === "visible")
        void load(href("/families/:familyId/upload/arrived", { familyId }));
    };
    ask();
    const timer = setInterval(ask, everyMilliseconds);
    return () => clearInterval(timer);
  }, [isWaiting, load, familyId]);

  return known;
}
