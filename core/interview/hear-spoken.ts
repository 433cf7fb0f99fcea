import type { HeardSegment, InterviewLanguage } from "./interview.ts";
import type { Ending } from "./session.ts";
import type { Place } from "./spoken-clauses.ts";
import { findSpokenCommands, type SpokenCommand } from "./spoken-commands.ts";

/** What was said to the interviewer in an answer, and what of the answer stays. */
export interface Spoken {
  /** What stays, in the times of the audio as it is kept afterwards. */
  segments: HeardSegment[];
  /** Stretches of the audio to be erased, in the times before; the last one first. */
  erased: { fromSeconds: number; toSeconds: number | undefined }[];
  offRecord: boolean;
  /** The last wish that ends, pauses or resumes the answer. */
  wish: Ending | "pause" | "resume" | undefined;
  /** What is declined, where the words name it. */
  topic: string | undefined;
  obeyedTo: number;
}

/** A stretch that is cut out of the words, and whether its audio goes too. */
interface Cut {
  from: Place;
  to: Place | undefined;
  erased: { fromSeconds: number; toSeconds: number | undefined } | undefined;
}

/** The stronger wish wins where two were said: "That's all. Let's stop here." */
const strength = ["resume", "pause", "finished", "skip", "decline", "stop"] as const;

/**
 * Obeys what was said in an answer: cuts out what was off the record and the commands that ended it. A wish whose words
 * may still change is not obeyed yet; "off the record" is, at once. `obeyedTo`: what begins up to there was obeyed before.
 */
export function hearSpoken(
  segments: readonly (HeardSegment & { final?: boolean })[],
  before: { language: InterviewLanguage; offRecord: boolean; obeyedTo: number },
): Spoken {
  let { offRecord } = before;
  let since: SpokenCommand | undefined;
  let wish: Spoken["wish"];
  let topic: string | undefined;
  const cuts: Cut[] = [];
  for (const command of findSpokenCommands(segments, before.language)) {
    if (before.obeyedTo > 0 && command.from.seconds <= before.obeyedTo) continue;
    const { order } = command;
    if (order === "off-record") {
      since ??= command;
      offRecord = true;
      continue;
    }
    if (order === "on-record") {
      if (since) cuts.push(eraseBetween(since, command.to));
      else if (offRecord) cuts.push({ from: command.from, to: command.to, erased: undefined });
      since = undefined;
      offRecord = false;
      continue;
    }
    if (!command.final) continue;
    if (!wish || strength.indexOf(order) > strength.indexOf(wish)) wish = order;
    if (order === "decline") topic = since ? undefined : command.topic;
    if (order !== "pause" && !since) cuts.push({ from: command.from, to: command.to, erased: undefined });
  }
  if (since) cuts.push(eraseBetween(since, undefined));
  cuts.reverse();
  const erased = cuts.flatMap((cut) => cut.erased ?? []);
  const kept = cuts.reduce(
    cutOut,
    segments.map(({ start, end, text }) => ({ start, end, text })),
  );
  const obeyed = wish === "pause" ? (kept.at(-1)?.end ?? 0) : findObeyed(erased);
  return { segments: kept, erased, offRecord, wish, topic, obeyedTo: Math.max(before.obeyedTo, obeyed) };
}

/** Up to where "off the record" was obeyed, in the times of what is kept afterwards. */
function findObeyed(erased: Spoken["erased"]): number {
  let gone = 0;
  let obeyed = 0;
  for (const { fromSeconds, toSeconds } of erased.toReversed()) {
    obeyed = fromSeconds - gone + 2 * slackSeconds;
    gone += (toSeconds ?? fromSeconds) - fromSeconds;
  }
  return obeyed;
}

/** How far apart two estimates of when the same phrase began may lie, in seconds. */
const slackSeconds = 0.3;

function eraseBetween(off: SpokenCommand, to: Place | undefined): Cut {
  return { from: off.from, to, erased: { fromSeconds: off.erasesFrom, toSeconds: to?.seconds } };
}

/** Cuts a stretch out of the words; where its audio is erased too, what comes after it comes earlier. */
function cutOut(segments: HeardSegment[], { from, to, erased }: Cut): HeardSegment[] {
  const gone = erased && to ? to.seconds - erased.fromSeconds : 0;
  const end = erased?.fromSeconds ?? from.seconds;
  const kept: HeardSegment[] = [];
  for (const [index, segment] of segments.entries()) {
    if (index < from.segment) kept.push(segment);
    if (index === from.segment) {
      const text = segment.text.slice(0, from.char).replace(/[\s,;:–—("“«¿¡]+$/u, "");
      if (text)
        kept.push({ start: segment.start, end: Math.max(segment.start, Math.min(segment.end, end)), text });
    }
    if (to && index === to.segment) {
      const text = segment.text.slice(to.char).replace(/^[\s.,;:!?…–—)"”»]+/u, "");
      if (text) kept.push({ start: Math.max(0, to.seconds - gone), end: segment.end - gone, text });
    }
    if (to && index > to.segment) {
      kept.push({
        start: Math.max(0, segment.start - gone),
        end: Math.max(0, segment.end - gone),
        text: segment.text,
      });
    }
  }
  return kept;
}

/** The words of what was heard, as one text. */
export function joinHeard(segments: readonly HeardSegment[]): string {
  return segments
    .map(({ text }) => text.trim())
    .filter((text) => text !== "")
    .join(" ");
}

/** The longest silence between two segments, in seconds. */
export function findLongestPause(segments: readonly HeardSegment[]): number {
  let longest = 0;
  for (const [index, { start }] of segments.entries()) {
    longest = Math.max(longest, start - (segments[index - 1]?.end ?? start));
  }
  return longest;
}
