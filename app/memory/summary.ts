import type { Evidence, Memory } from "../../core/schemas.ts";

export interface SummaryLine {
  text: string;
  evidence: Evidence[];
}

/** The summary sentence by sentence, each with its proof. What a person wrote instead stands as it is, and needs none. */
export function findSummary({ summary, claims }: Pick<Memory, "summary" | "claims">): SummaryLine[] {
  const proved = claims.filter((claim) => claim.field === "summary");
  const isOurs = proved.length > 0 && proved.every((claim) => summary.includes(claim.text));
  if (isOurs || !summary) return summary ? proved : [];
  return summary
    .split(/\n+/)
    .filter((line) => line.trim())
    .map((text) => ({ text, evidence: [] }));
}
