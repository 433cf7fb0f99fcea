import type { LifeChapter } from "./life-chapters.ts";
import type { Happened } from "./schemas.ts";

/** What the timeline and the insights need to know of a memory: no words, no evidence, no recording. */
export interface ToldMemory {
  id: string;
  title: string;
  createdAt: string;
  /** The language it is told in. */
  language: string | undefined;
  narratorId: string | undefined;
  happened: Happened | undefined;
  seconds: number;
  chapter: LifeChapter | undefined;
  people: NamedPerson[];
  places: string[];
}

/** Somebody spoken of in a memory; `personId` once it is known which of the family's people that is. */
export interface NamedPerson {
  personId?: string | undefined;
  name: string;
}

/** Somebody of the family's people, with or without an account. */
export interface KnownPerson {
  id: string;
  name: string;
  aliases: string[];
  bornOn: string | undefined;
  diedOn: string | undefined;
}

/** A name or place as it is compared: without accents, case and spaces around it. */
export function foldName(name: string): string {
  return name.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
