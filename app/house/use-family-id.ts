import { useState } from "react";
import { useMatches } from "react-router";

/** The family that a page of these matches is about: of its path, else of what it loaded. */
export function findFamilyId(
  matches: { params: Record<string, string | undefined>; loaderData?: unknown }[],
) {
  for (const { params, loaderData } of matches.toReversed()) {
    if (params.familyId) return params.familyId;
    const isOfFamily = typeof loaderData === "object" && loaderData !== null && "familyId" in loaderData;
    if (isOfFamily && typeof loaderData.familyId === "string") return loaderData.familyId;
  }
  return undefined;
}

/** The family of the page, else the one that was looked at last. `remembered` is what the browser knew when it came. */
export function useFamilyId(remembered: string | undefined): string | undefined {
  const here = findFamilyId(useMatches());
  const [last, setLast] = useState(remembered);
  if (here && here !== last) setLast(here);
  return here ?? last;
}
