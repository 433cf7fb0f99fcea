import { recordingLimitBytes } from "../recordings-in.ts";
import { bytesPerSecond } from "./frames.ts";
import type { Turn } from "./interview.ts";
import { goesOn } from "./progress.ts";
import type { Session } from "./session.ts";

/** A story of less audio than this joins its neighbour, in seconds. */
const shortestStory = 3;
/** What one recording may hold, in seconds: 500 MB as PCM, which is less than six hours. Room is left for the WAV header. */
export const longestStory = Math.min(6 * 3600, Math.floor((recordingLimitBytes - 1024) / bytesPerSecond));

interface Story {
  turnIds: string[];
  seconds: number;
}

/**
 * The memories that a session becomes: one story each, a question and the follow-ups to what it brought. Only what has
 * audio and was told: a written answer stays in the interview. A memory takes the id of its first turn.
 */
export function planMemories(turns: readonly Turn[]): Session["memories"] {
  const stories: Story[] = [];
  let open: Story | undefined;
  for (const turn of turns) {
    if (!goesOn(turn)) open = undefined;
    const told = turn.outcome === "answered" || turn.outcome === "unheard";
    if (!told || turn.seconds <= 0) continue;
    if (open && open.seconds + turn.seconds <= longestStory) {
      open.turnIds.push(turn.id);
      open.seconds += turn.seconds;
    } else {
      open = { turnIds: [turn.id], seconds: turn.seconds };
      stories.push(open);
    }
  }
  return joinShort(stories).flatMap(({ turnIds }) =>
    turnIds[0] === undefined ? [] : [{ id: turnIds[0], turnIds, made: false }],
  );
}

/** A short story joins the one before it; the first one, the one after it. */
function joinShort(stories: readonly Story[]): Story[] {
  const joined: Story[] = [];
  for (const story of stories) {
    const before = joined.at(-1);
    const isShort =
      story.seconds < shortestStory || (joined.length === 1 && (before?.seconds ?? 0) < shortestStory);
    if (before && isShort && before.seconds + story.seconds <= longestStory) {
      joined.splice(-1, 1, {
        turnIds: [...before.turnIds, ...story.turnIds],
        seconds: before.seconds + story.seconds,
      });
    } else {
      joined.push(story);
    }
  }
  return joined;
}

/** Seconds of one energy. */
export const energyFrame = 0.02;
/** Silence that stays before the first and after the last word, in seconds. */
const keptSilence = 0.3;
/** A click is not speech: it takes this many loud frames one after the other. */
const speechFrames = 3;

/**
 * Where a turn's audio is cut: silence at its start and end goes, but for 0.3 s. `head` and `tail` are the energies (RMS,
 * any scale) of 20 ms each at its two ends; `seconds` its length. Where nothing stands out, nothing is cut.
 */
export function planCut(audio: { head: readonly number[]; tail: readonly number[]; seconds: number }): {
  fromSeconds: number;
  toSeconds: number;
} {
  const whole = { fromSeconds: 0, toSeconds: audio.seconds };
  const sorted = [...audio.head, ...audio.tail].sort((one, other) => one - other);
  const floor = sorted[Math.floor(sorted.length / 10)] ?? 0;
  const peak = sorted.at(-1) ?? 0;
  if (peak <= floor * 2) return whole;
  const threshold = floor + (peak - floor) * 0.08;
  const first = findSpeech(audio.head, threshold);
  const last = findSpeech(audio.tail.toReversed(), threshold);
  if (first === undefined && last === undefined) return whole;
  const silentStart = (first ?? audio.head.length) * energyFrame;
  const silentEnd = (last ?? audio.tail.length) * energyFrame;
  const fromSeconds = Math.max(0, silentStart - keptSilence);
  const toSeconds = Math.min(audio.seconds, audio.seconds - silentEnd + keptSilence);
  return toSeconds > fromSeconds ? { fromSeconds, toSeconds } : whole;
}

function findSpeech(energies: readonly number[], threshold: number): number | undefined {
  let loud = 0;
  for (const [index, energy] of energies.entries()) {
    loud = energy > threshold ? loud + 1 : 0;
    if (loud === speechFrames) return index - speechFrames + 1;
  }
  return undefined;
}
