import { useSyncExternalStore } from "react";

const never = () => () => {};

/** Whether this browser has taken the page over: only then its clock, its zone and its storage are known. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

/** Tells a moment as "14:05" on the reader's own clock; undefined before the reader's clock is known. */
export function useClock(language: string): ((moment: string) => string) | undefined {
  const hydrated = useHydrated();
  if (!hydrated) return undefined;
  return (moment) => new Date(moment).toLocaleTimeString(language, { hour: "numeric", minute: "2-digit" });
}
