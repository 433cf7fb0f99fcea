import { useEffect } from "react";
import { useRevalidator } from "react-router";

const everyMilliseconds = 8000;

/** Looks again every few seconds while something is at work and the page is seen. */
export function useWatch(atWork: boolean): void {
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (!atWork) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") void revalidate();
    }, everyMilliseconds);
    return () => clearInterval(timer);
  }, [atWork, revalidate]);
}
