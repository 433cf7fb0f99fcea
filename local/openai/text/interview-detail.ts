import type { DetailKind } from "./interview-frames.ts";

/** Something concrete in an answer that one can ask about. */
export interface Detail {
  kind: DetailKind;
  /** The narrator's own words, as they stand in the answer. */
  words: string;
  /** How a question names it: with its article, from the interviewer's side ("your mother"), or in quotation marks. */
  named: string;
  /** Where it stands in the answer, in characters. */
  at: number;
}
