import { cutPieces, type Piece, type Span } from "./cut-pieces.ts";
import { type Recording, sampleRate } from "./decode-audio.ts";
import { detectVoice } from "./detect-voice.ts";
import { findNames, writeKnownNames } from "./known-names.ts";
import { runAlone } from "./one-at-a-time.ts";
import { type Recognition, recogniseSpeech } from "./recognise-speech.ts";
import { type Sentence, splitSentences, timeSentences, timeWords } from "./split-sentences.ts";
import type { Segment } from "./transcript.ts";

const targetPeak = 0.7;
const maximumGain = 10;
/** Nothing shorter is halved again when it was not understood. */
const shortestHalf = 2 * sampleRate;

/**
 * Transcribes a recording piece by piece; segments come in time order. Names in `prompt` are spelled as they are
 * spelled there. Recordings take turns after every piece, so a short one need not wait for a long one.
 */
export async function* transcribeRecording(
  recording: Recording,
  prompt: string,
  signal: AbortSignal,
): AsyncGenerator<Segment> {
  const names = findNames(prompt);
  for await (const piece of cutPieces(detectVoice(recording.readSamples(signal), signal)))
    for (const segment of await transcribePiece(piece, names, signal)) yield segment;
}

async function transcribePiece(piece: Piece, names: string[], signal: AbortSignal): Promise<Segment[]> {
  const sentences = await runAlone(() => recogniseSentences(piece.samples, signal), signal);
  const times = timeSentences(
    sentences.map(({ text }) => text),
    piece.voiced,
  );
  return sentences.map((sentence, i) => {
    const voiced: Span[] = times[i] ?? [];
    const { text, guesses } = writeKnownNames(sentence.text, names);
    return {
      start: voiced[0]?.start ?? 0,
      end: voiced.at(-1)?.end ?? 0,
      text,
      guesses,
      words: timeWords(text, voiced),
      tokens: sentence.tokens.map(({ id }) => id),
      averageLogProbability:
        sentence.tokens.reduce((sum, { logProbability }) => sum + logProbability, 0) / sentence.tokens.length,
      noSpeechProbability: 1 - piece.voice,
    };
  });
}

/** The sentences in one piece of speech, whatever its loudness; 16 kHz mono, at most about 30 s. */
export async function recogniseSentences(samples: Float32Array, signal: AbortSignal): Promise<Sentence[]> {
  return splitSentences(await recognisePatiently(raiseLevel(samples), signal));
}

/** What repeats itself without end, or comes back empty though somebody speaks, is tried again in two halves. */
async function recognisePatiently(
  samples: Float32Array,
  signal: AbortSignal,
): Promise<Recognition["tokens"]> {
  const { tokens, finished } = await recogniseSpeech(samples, signal);
  if (finished && tokens.length > 0) return tokens;
  if (samples.length < 2 * shortestHalf) return [];
  const middle = Math.floor(samples.length / 2);
  return [
    ...(await recognisePatiently(samples.subarray(0, middle), signal)),
    ...(await recognisePatiently(samples.subarray(middle), signal)),
  ];
}

/** Raises a quiet speaker beside a loud one: the recogniser hears nothing in a piece that is too soft. */
export function raiseLevel(samples: Float32Array): Float32Array {
  const peak = samples.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
  const gain = Math.min(maximumGain, targetPeak / Math.max(peak, 1e-9));
  return samples.map((sample) => sample * gain);
}
