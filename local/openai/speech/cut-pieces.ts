import { sampleRate } from "./decode-audio.ts";
import { type Frame, frameSamples } from "./detect-voice.ts";

/** A stretch of time, in seconds from the recording's start. */
export type Span = { start: number; end: number };

/** A stretch of speech that is recognised at once. */
export type Piece = {
  /** The speech with a little of the quiet around it. */
  samples: Float32Array;
  /** Where somebody speaks, pauses left out; never empty, in time order. */
  voiced: Span[];
  /** Mean of the voice detector's certainty while somebody speaks, 0–1. */
  voice: number;
};

const frameSeconds = frameSamples / sampleRate;
const countFrames = (seconds: number) => Math.round(seconds / frameSeconds);

// Speech starts above the one and ends below the other, so that a wavering voice is one run.
const voiceStarts = 0.5;
const voiceEnds = 0.35;
const margin = countFrames(0.3);
/** A shorter sound is a click or a cough. */
const shortestSpeech = countFrames(0.2);
/** A pause this long always ends a piece; a shorter one does once the piece is long enough to be understood alone. */
const longPause = countFrames(1.2);
const shortPause = countFrames(0.45);
const comfortable = countFrames(6);
const longest = countFrames(16);

/**
 * Cuts a recording into pieces of speech of at most 16 s at its pauses. Holds one piece in memory, however long
 * the recording or its silences are.
 */
export async function* cutPieces(frames: AsyncIterable<Frame>): AsyncGenerator<Piece> {
  let held: Frame[] = [];
  let firstHeld = 0;
  let speaking = false;
  let open = false;
  let quiet = 0;

  const drop = (count: number) => {
    held = held.slice(count);
    firstHeld += count;
  };

  for await (const frame of frames) {
    held.push(frame);
    speaking = frame.voice >= (speaking ? voiceEnds : voiceStarts);
    open ||= speaking;
    quiet = speaking ? 0 : quiet + 1;
    if (!open) {
      if (held.length > margin) drop(held.length - margin);
      continue;
    }
    if (quiet >= (held.length - quiet >= comfortable ? shortPause : longPause)) {
      const end = held.length - quiet + Math.min(margin, quiet);
      yield* makePiece(held.slice(0, end), firstHeld);
      drop(Math.max(end, held.length - margin));
      open = false;
    } else if (held.length >= longest) {
      const end = findQuietest(held);
      yield* makePiece(held.slice(0, end), firstHeld);
      drop(end);
    }
  }
  if (open) yield* makePiece(held, firstHeld);
}

/** The best place to cut speech that has no pause: the least voiced, then the softest frame of the later part. */
function findQuietest(frames: Frame[]): number {
  let best = frames.length;
  let least = Number.POSITIVE_INFINITY;
  for (let i = Math.floor(frames.length / 2); i < frames.length - margin; i++) {
    const near = frames.slice(i - 2, i + 3);
    const score =
      mean(near.map(({ voice }) => voice)) + mean(near.map(({ samples }) => measureLevel(samples)));
    if (score < least) {
      least = score;
      best = i;
    }
  }
  return best;
}

function* makePiece(frames: Frame[], first: number): Generator<Piece> {
  const runs = findRuns(frames);
  if (runs.reduce((sum, run) => sum + run.end - run.start, 0) < shortestSpeech) return;
  const samples = joinSamples(frames);
  const offset = first * frameSeconds;
  const lastMoment = offset + samples.length / sampleRate;
  yield {
    samples,
    voiced: runs.map(({ start, end }) => ({
      start: offset + start * frameSeconds,
      end: Math.min(lastMoment, offset + end * frameSeconds),
    })),
    voice: mean(runs.flatMap(({ start, end }) => frames.slice(start, end).map(({ voice }) => voice))),
  };
}

/** Runs of speech as frame numbers, `end` excluded. */
function findRuns(frames: Frame[]): { start: number; end: number }[] {
  const runs: { start: number; end: number }[] = [];
  let run: { start: number; end: number } | undefined;
  frames.forEach(({ voice }, i) => {
    if (voice < (run ? voiceEnds : voiceStarts)) run = undefined;
    else if (run) run.end = i + 1;
    else {
      run = { start: i, end: i + 1 };
      runs.push(run);
    }
  });
  return runs;
}

function joinSamples(frames: Frame[]): Float32Array {
  const joined = new Float32Array(frames.reduce((sum, { samples }) => sum + samples.length, 0));
  let offset = 0;
  for (const { samples } of frames) {
    joined.set(samples, offset);
    offset += samples.length;
  }
  return joined;
}

function measureLevel(samples: Float32Array): number {
  return Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
