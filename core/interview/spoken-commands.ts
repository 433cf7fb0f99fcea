import type { HeardSegment, InterviewLanguage } from "./interview.ts";
import { type Place, splitClauses } from "./spoken-clauses.ts";
import { type SpokenOrder, spokenPhrases } from "./spoken-phrases.ts";

/** Seconds before a phrase at which erasing begins: the times of words are estimates, and privacy errs to the early side. */
const earlierSeconds = 0.3;

/** Nobody wraps a command in more words than that, in letters: longer clauses are stories and needn't be looked at. */
const longestCommand = 120;

/** Something that was said to the interviewer. */
export interface SpokenCommand {
  order: SpokenOrder;
  /** Where its clause begins and where it ends. */
  from: Place;
  to: Place;
  /** From here on it is erased, if it is "off the record": a little before its clause, never before its segment. */
  erasesFrom: number;
  /** Its last words won't change any more. */
  final: boolean;
  /** What is declined, where the words name it. */
  topic: string | undefined;
}

/** Words that name no topic by themselves. */
const unnamed = new Set(
  "this that it him her them those these anything something more the question eso esto ello ese tema nada mas".split(
    " ",
  ),
);
const saysSoFirst = /\b(?:as|like) i (?:said|told you)\b/g;

/**
 * The commands in what was heard, in the order in which they were said. A command is said to the interviewer, not told in
 * a story: "off the record", "on the record" and a refusal stand as a clause of their own anywhere; the others are a whole
 * sentence, and nothing but courtesy comes after them. What somebody is quoted with is none.
 */
export function findSpokenCommands(
  segments: readonly (HeardSegment & { final?: boolean })[],
  language: InterviewLanguage,
): SpokenCommand[] {
  const { orders, filler, reporting } = spokenPhrases[language];
  const clauses = splitClauses(segments);
  const found: SpokenCommand[] = [];
  let atEnd = true;
  for (let at = clauses.length - 1; at >= 0; at--) {
    const clause = clauses[at];
    if (!clause) continue;
    const command = readClause(at);
    if (command) {
      const standsAlone = isOwnSentence(at);
      const anywhere = ["off-record", "on-record", "decline"].includes(command.order);
      if (!isReported(at) && (anywhere || (atEnd && standsAlone))) {
        found.unshift(command);
        continue;
      }
    }
    if (!filler.test(clause.plain)) atEnd = false;
  }
  return found;

  function readClause(at: number): SpokenCommand | undefined {
    const clause = clauses[at];
    if (!clause || clause.quoted || clause.plain.length > longestCommand) return undefined;
    const next = clauses[at + 1];
    // "One moment, please" is meant for us by its last word.
    const courteous = next && !next.opensSentence && filler.test(next.plain) ? ` ${next.plain}` : "";
    for (const [order, pattern] of orders) {
      const match = pattern.exec(clause.plain) ?? pattern.exec(clause.plain + courteous);
      if (!match) continue;
      const segment = segments[clause.from.segment];
      return {
        order,
        from: clause.from,
        to: clause.to,
        erasesFrom: Math.max(segment?.start ?? 0, clause.from.seconds - earlierSeconds),
        final: segments[clause.to.segment]?.final !== false,
        topic: nameTopic(match.groups?.topic, language),
      };
    }
    return undefined;
  }

  /** Nothing but fillers, and other commands, shares its sentence. */
  function isOwnSentence(at: number): boolean {
    for (let before = at; before > 0 && !clauses[before]?.opensSentence; before--) {
      const clause = clauses[before - 1];
      if (clause && !filler.test(clause.plain) && !readClause(before - 1)) return false;
    }
    return true;
  }

  /** "He told me, off the record, that …", "I'd rather not talk about that, she said", "and then he said: …". */
  function isReported(at: number): boolean {
    for (let before = at; before > 0; before--) {
      const clause = clauses[before - 1];
      const opens = clauses[before]?.opensSentence;
      if (opens && clauses[before]?.afterMark) break;
      const words = clause?.plain.replace(saysSoFirst, "") ?? "";
      // Without punctuation "and then he said" and what he said may come as two segments: its last words tell.
      if (reporting.test(opens ? words.split(" ").slice(-3).join(" ") : words)) return true;
      if (opens) break;
    }
    const next = clauses[at + 1];
    if (!next || next.opensSentence) return false;
    const firstWords = next.plain.split(" ").slice(0, 4).join(" ");
    return reporting.test(firstWords.replace(saysSoFirst, ""));
  }
}

/** undefined: it says "that", "this question" or nothing, and means what was asked. */
function nameTopic(words: string | undefined, language: InterviewLanguage): string | undefined {
  const topic = words
    ?.replace(
      new RegExp(
        `(?: (?:${language === "en" ? "please|now|today|anymore|at all" : "por favor|ahora|hoy|ya"}))+$`,
      ),
      "",
    )
    .trim();
  if (!topic || topic.split(" ").every((word) => unnamed.has(word))) return undefined;
  return topic;
}
