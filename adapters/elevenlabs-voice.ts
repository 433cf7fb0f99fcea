import { TextToSpeechClient } from "@elevenlabs/elevenlabs-js/api/resources/textToSpeech/client/Client.js";
import type { InterviewLanguage } from "../core/interview/interview.ts";
import type { Voice } from "../core/ports.ts";
import { readElevenLabsError, silentVoice } from "./elevenlabs-errors.ts";
import { readFramesOnly } from "./mp3-join.ts";

/** Where ElevenLabs, or somebody who speaks its protocol, answers, and who speaks in each language. */
export interface ElevenLabsConfig {
  baseUrl: string;
  apiKey: string;
  model: string;
  voices: Record<InterviewLanguage, string>;
  /** Longest silence of the vendor, before its answer and within it. */
  patienceMilliseconds?: number;
}

/** A fast model answers in a quarter of a second; who waits for a question reads it by then. */
const patience = 10_000;

/**
 * Speaks by ElevenLabs, as one MP3 (64 kbit/s): a sentence is asked for while the one before it still comes in. The first
 * sentence's error rejects `speak`, a later one ends the stream with it: VendorErrors, those of `readElevenLabsError`.
 */
export function createElevenLabsVoice(config: ElevenLabsConfig): Voice {
  const { baseUrl, apiKey, model, voices, patienceMilliseconds = patience } = config;
  // It never retries by itself and never logs: who waits for a question hears it or reads it.
  const client = new TextToSpeechClient({ baseUrl, apiKey, maxRetries: 0 });

  return {
    async speak(sentences, { language, requestId, signal }) {
      const stop = new AbortController();
      const aborted = signal ? AbortSignal.any([signal, stop.signal]) : stop.signal;
      const hear = <T>(answer: Promise<T>) => waitFor(answer, patienceMilliseconds, stop);
      const ask = (at: number) =>
        hear(
          client.stream(
            voices[language],
            {
              text: sentences[at] ?? "",
              modelId: model,
              outputFormat: "mp3_44100_64",
              // Models before 2.5 find the language out and refuse to be told.
              ...(/_v2_5$|_v3/.test(model) ? { languageCode: language } : {}),
              ...(takesNeighbours(model) ? listNeighbours(sentences, at) : {}),
            },
            { abortSignal: aborted, headers: { "X-Request-Id": requestId } },
          ),
        );
      const first = await ask(0).catch((error: unknown) => {
        throw readElevenLabsError(error);
      });
      const spoken = joinSentences(first, sentences.length, ask, (chunks) => readChunks(chunks, hear));
      return { contentType: "audio/mpeg", body: streamOut(spoken, stop) };
    },
  };
}

/** The newest models make out the melody of a sentence without the sentences around it, and refuse to be told them. */
function takesNeighbours(model: string): boolean {
  return !model.startsWith("eleven_v3");
}

function listNeighbours(sentences: string[], at: number): { previousText?: string; nextText?: string } {
  const [previousText, nextText] = [sentences[at - 1], sentences[at + 1]];
  // The SDK would send an absent one as null.
  return { ...(previousText ? { previousText } : {}), ...(nextText ? { nextText } : {}) };
}

type Answer = ReadableStream<Uint8Array>;

async function* joinSentences(
  first: Answer,
  count: number,
  ask: (at: number) => Promise<Answer>,
  read: (answer: Answer) => AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let current = first;
  for (let at = 1; ; at++) {
    const next = at < count ? ask(at) : undefined;
    // It is met when its turn comes.
    next?.catch(() => undefined);
    yield* readFramesOnly(read(current));
    if (!next) return;
    current = await next;
  }
}

async function* readChunks(
  answer: Answer,
  hear: <T>(chunk: Promise<T>) => Promise<T>,
): AsyncGenerator<Uint8Array> {
  const reader = answer.getReader();
  for (;;) {
    const { done, value } = await hear(reader.read());
    if (done) return;
    yield value;
  }
}

/** Rejects when the vendor is silent for too long, and stops it. Only the vendor's time counts, not its listener's. */
async function waitFor<T>(answer: Promise<T>, milliseconds: number, stop: AbortController): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(silentVoice());
      stop.abort();
    }, milliseconds);
  });
  try {
    return await Promise.race([answer, silence]);
  } finally {
    clearTimeout(timer);
  }
}

/** A body for a response: it asks for sound as it is read, and whoever cancels it stops the vendor. */
function streamOut(spoken: AsyncGenerator<Uint8Array>, stop: AbortController): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await spoken.next();
        if (done) controller.close();
        else controller.enqueue(value);
      } catch (error) {
        stop.abort();
        controller.error(readElevenLabsError(error));
      }
    },
    cancel() {
      stop.abort();
    },
  });
}
