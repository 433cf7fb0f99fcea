import { randomUUID } from "node:crypto";
import { OpenAiError } from "../openai-error.ts";
import { frameSamples, openVoiceDetector } from "../speech/detect-voice.ts";
import type { ClientEvent, SessionUpdate } from "./client-events.ts";
import { frameMilliseconds, StretchCutter } from "./cut-stretches.ts";
import { hearStretch, type StretchHearing } from "./hear-stretch.ts";
import { createLeveller } from "./level.ts";
import { createResampler } from "./resample.ts";

export type Tell = (event: { type: string } & Record<string, unknown>) => void;

/** The vendor's shortest commit, in milliseconds. */
const shortestCommit = 100;
/** Stretches that may wait for their text; with more, no sound is taken until one has it. */
const mostWaiting = 2;
const transcription = "conversation.item.input_audio_transcription";

/** An id as the vendor makes them. */
export const makeId = (kind: "event" | "item" | "sess") => `${kind}_${randomUUID().replaceAll("-", "")}`;

/**
 * One transcription session. Events are taken one after the other, each when the one before is done; what a client got
 * wrong is thrown as `OpenAiError`. Of the sound nothing is kept but the open stretch and those that wait for their text.
 */
export async function openSession(
  tell: Tell,
  signal: AbortSignal,
): Promise<{ take(event: ClientEvent): Promise<void> }> {
  const judgeVoice = await openVoiceDetector();
  const resample = createResampler();
  const leveller = createLeveller();
  const waiting = new Set<Promise<void>>();
  const id = makeId("sess");
  let setting: SessionUpdate | undefined;
  let cutter: StretchCutter | undefined;
  let hearing: StretchHearing | undefined;
  /** Samples that don't fill a frame yet. */
  let rest = new Float32Array(0);
  let lastItem: string | null = null;
  /** Frames up to the last commit. */
  let committed = 0;

  const describe = () => ({
    id,
    object: "realtime.transcription_session",
    type: "transcription",
    audio: { input: setting },
  });

  const configure = (update: SessionUpdate) => {
    setting = update;
    const { threshold, prefix_padding_ms, silence_duration_ms } = update.turn_detection;
    cutter ??= new StretchCutter(() => makeId("item"));
    cutter.cutting = {
      threshold,
      prefixMilliseconds: prefix_padding_ms,
      silenceMilliseconds: silence_duration_ms,
    };
    tell({ type: "session.updated", session: describe() });
  };

  const speaksEnglish = () => /^(en|english)(-|$)/i.test(setting?.transcription.language ?? "en");

  const append = async (audio: string, stretches: StretchCutter) => {
    const chunk = resample(readSamples(audio));
    const samples = new Float32Array(rest.length + chunk.length);
    samples.set(rest);
    samples.set(chunk, rest.length);
    const whole = samples.length - (samples.length % frameSamples);
    for (let at = 0; at < whole; at += frameSamples) {
      signal.throwIfAborted();
      await hearFrame(samples.slice(at, at + frameSamples), stretches);
    }
    rest = samples.slice(whole);
  };

  const hearFrame = async (samples: Float32Array, stretches: StretchCutter) => {
    leveller.follow(samples);
    const change = stretches.push({ samples, voice: await judgeVoice(leveller.raise(samples)) });
    const stretch = stretches.current;
    if (!stretch) return;
    if (change === "began") {
      const at = Math.round(stretch.first * frameMilliseconds);
      tell({ type: "input_audio_buffer.speech_started", item_id: stretch.itemId, audio_start_ms: at });
      if (speaksEnglish())
        hearing = hearStretch(stretch, {
          prompt: setting?.transcription.prompt ?? "",
          signal,
          raise: leveller.raise,
          tellDelta: (delta) =>
            tell({ type: `${transcription}.delta`, item_id: stretch.itemId, content_index: 0, delta }),
        });
    }
    await hearing?.follow();
    if (change === "ended") {
      const at = Math.round(stretches.position * frameMilliseconds);
      tell({ type: "input_audio_buffer.speech_stopped", item_id: stretch.itemId, audio_end_ms: at });
      await commit(stretches);
    }
  };

  /** What came since the last commit becomes an item, and its text is told when it is known. */
  const commit = async (stretches: StretchCutter) => {
    const milliseconds = (stretches.position - committed) * frameMilliseconds;
    if (milliseconds < shortestCommit)
      throw new OpenAiError(
        400,
        `Error committing input audio buffer: buffer too small. Expected at least ${shortestCommit}ms of audio, but buffer only has ${milliseconds.toFixed(2)}ms of audio.`,
        { code: "input_audio_buffer_commit_empty" },
      );
    const itemId = stretches.take()?.itemId ?? makeId("item");
    const heard = hearing;
    hearing = undefined;
    committed = stretches.position;
    tell({ type: "input_audio_buffer.committed", item_id: itemId, previous_item_id: lastItem });
    lastItem = itemId;
    const told = tellText(itemId, heard, milliseconds / 1000).finally(() => waiting.delete(told));
    waiting.add(told);
    if (waiting.size > mostWaiting) await Promise.race(waiting);
  };

  const tellText = async (itemId: string, heard: StretchHearing | undefined, seconds: number) => {
    const item = { item_id: itemId, content_index: 0 };
    try {
      if (!speaksEnglish())
        throw new OpenAiError(400, "This local transcriber knows English only.", {
          param: "language",
          code: "language_unsupported_locally",
        });
      const transcript = (await heard?.finish()) ?? "";
      tell({ type: `${transcription}.completed`, ...item, transcript, usage: { type: "duration", seconds } });
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof OpenAiError)) console.error("local openai:", error);
      const known =
        error instanceof OpenAiError
          ? error
          : new OpenAiError(500, "The transcription failed.", { type: "server_error" });
      tell({ type: `${transcription}.failed`, ...item, ...known.toBody() });
    }
  };

  tell({ type: "session.created", session: describe() });
  return {
    async take(event) {
      if (event.type === "session.update") return configure(event.session.audio.input);
      if (!cutter)
        throw new OpenAiError(400, "Say first by session.update what the audio is.", {
          code: "session_not_configured",
        });
      if (event.type === "input_audio_buffer.append") return append(event.audio, cutter);
      if (event.type === "input_audio_buffer.commit") return commit(cutter);
      cutter.clear();
      hearing?.drop();
      hearing = undefined;
      rest = new Float32Array(0);
      committed = cutter.position;
      tell({ type: "input_audio_buffer.cleared" });
    },
  };
}

/** PCM, 16 bit little-endian, as numbers from −1 to 1. */
function readSamples(audio: string): Float32Array {
  const bytes = Buffer.from(audio, "base64");
  if (bytes.length % 2 !== 0)
    throw new OpenAiError(400, "Invalid 'audio': expected whole samples of 16 bit.", {
      param: "audio",
      code: "invalid_value",
    });
  return Float32Array.from({ length: bytes.length / 2 }, (_, i) => bytes.readInt16LE(2 * i) / 32_768);
}
