import type { EnrichmentDraft } from "./enrichment-draft.ts";
import { tidyText } from "./evidence.ts";
import { isFunctionWord } from "./function-words.ts";
import type { Enrichment } from "./schemas.ts";
import { readTokens, splitWords, type Token } from "./spoken-tokens.ts";

/**
 * Markup, code, addresses, reversed writing: nothing that a person says aloud or that stands in a plain sentence about a
 * story. What holds it was written for a machine, or to deceive.
 */
const unplain =
  /[<>{}[\]|\\`^~*_#=@\u202d\u202e]|:\/\/|\b(?:https?|javascript|mailto|www)[:.]|\p{L}{2}\.\p{L}{2}|\(\s*\)|\)\s*;|;\s*--/iu;

/**
 * A text as one plain line of at most `longest` characters; undefined: empty, longer, or not plain. Nothing is cut: half
 * a sentence may say something else.
 */
export function readPlainLine(text: string, longest: number): string | undefined {
  const line = tidyText(text);
  return line === "" || line.length > longest || unplain.test(text) ? undefined : line;
}

/** Themes, follow-up questions, warnings and tone: a model's reading of a story, which no words can prove. */
export type Notes = Pick<Enrichment, "themes" | "followUps" | "warnings" | "tone">;

/** So many content words in a row as the narrator said them make a note a recital, a question may quote one more. */
const recital = { note: 3, question: 4 };

/**
 * Keeps notes that look like what they should be: themes, warnings and feelings as labels of two or three words without
 * figures (a label can't give orders), questions that ask. As nothing proves them, they may not recite the narrator at
 * length either: words spoken into the recording reach the page as evidence of what was said, never as the archive's
 * own voice.
 */
export function readNotes(draft: EnrichmentDraft, tokens: readonly Token[]): Notes {
  const runs = { note: listRuns(tokens, recital.note), question: listRuns(tokens, recital.question) };
  const keep = (texts: string[], longest: number, most: number, fits: (line: string) => boolean) =>
    [...new Set(texts.slice(0, 100).flatMap((text) => readPlainLine(text, longest) ?? []))]
      .filter(fits)
      .slice(0, most);
  const isNote = (words: number) => (line: string) =>
    /^[\p{L}\p{M}\p{N}\p{Zs}'’&/-]+$/u.test(line) &&
    !/\d/u.test(line) &&
    splitWords(line).length <= words &&
    !recites(line, runs.note, recital.note);
  const feelings = keep([draft.tone.primary], 40, 1, isNote(2));
  const primary = feelings[0];
  return {
    themes: keep(
      draft.themes.map((theme) => theme.toLowerCase()),
      60,
      10,
      isNote(3),
    ),
    warnings: keep(draft.warnings, 40, 5, isNote(3)),
    followUps: keep(
      draft.followUps,
      300,
      5,
      (line) =>
        /[?？؟;]["'’”»]?$/u.test(line) &&
        !/\d{5}|(?:\d[ .-]?){7}/u.test(line) &&
        !recites(line, runs.question, recital.question),
    ),
    tone:
      primary === undefined
        ? undefined
        : {
            primary,
            intensity: readIntensity(draft.tone.intensity),
            arc: keep(draft.tone.arc, 40, 8, isNote(2)),
          },
  };
}

function readIntensity(intensity: number): number {
  return Number.isFinite(intensity) ? Math.min(10, Math.max(1, Math.round(intensity))) : 1;
}

/** All runs of `length` content words as they were said, other words between them left out. */
function listRuns(tokens: readonly Token[], length: number): Set<string> {
  const words = tokens.map((token) => token.text).filter((word) => !isFunctionWord(word));
  return new Set(words.slice(length - 1).map((_, at) => words.slice(at, at + length).join(" ")));
}

function recites(line: string, runs: ReadonlySet<string>, length: number): boolean {
  return [...listRuns(readTokens(splitWords(line)), length)].some((run) => runs.has(run));
}
