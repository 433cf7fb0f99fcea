import { APIConnectionError, APIUserAbortError } from "openai";
import type { RealtimeClientEvent } from "openai/resources/realtime/realtime";
import { VendorError } from "../core/errors.ts";
import { bytesPerSecond } from "../core/interview/frames.ts";
import type { LiveEar, LiveTranscriber } from "../core/ports.ts";
import type { OpenAiConfig } from "./openai-client.ts";
import { malformedAnswer, readOpenAiError } from "./openai-errors.ts";
import { type LiveEvent, readLiveEvent, readLiveProblem } from "./openai-live-events.ts";
import { createLiveItems } from "./openai-live-items.ts";
import { createPauseFinder } from "./openai-live-pauses.ts";
import { describeSession, findsPauses, silenceMilliseconds } from "./openai-live-session.ts";
import { type OpenSocket, openByFetch, type VendorSocket } from "./openai-live-socket.ts";

/** Where a Realtime server answers; `openSocket` is workerd's own where it isn't given. */
export type LiveConfig = OpenAiConfig & { openSocket?: OpenSocket };
type OpenOptions = Parameters<LiveTranscriber["open"]>[0];

const openMilliseconds = 10_000;
const finishMilliseconds = 20_000;

/**
 * Hears somebody while they speak, by a transcription session of OpenAI's Realtime API (the general one: no beta header).
 * The server's voice detection cuts what is said into stretches, or we do at pauses where the model has none.
 * Throws VendorErrors: those of `readOpenAiError`, `transcription.malformed` for messages against the schema,
 * `transcription.timeout` (retryable) for a server that is silent.
 * A line that breaks while its end is awaited is told by `finish` alone, any other by `onLost`.
 */
export function createOpenAiLiveTranscriber(config: LiveConfig): LiveTranscriber {
  return { open: (options) => openEar(config, options) };
}

async function openEar(config: LiveConfig, options: OpenOptions): Promise<LiveEar> {
  const items = createLiveItems(silenceMilliseconds / 1000);
  const opened = Promise.withResolvers<void>();
  const finished = Promise.withResolvers<void>();
  // Each is awaited only in its own phase.
  for (const { promise } of [opened, finished]) promise.catch(() => {});
  const opening = new AbortController();
  const line: Line = { phase: "opening", sentBytes: 0, commits: [], isCleared: false };
  const isWorthCut = findsPauses(config.model) ? () => false : createPauseFinder();
  const sentSeconds = () => line.sentBytes / bytesPerSecond;

  /** Closes the line for this reason; nothing is told any more. */
  const end = (error: VendorError) => {
    if (line.phase === "over") return;
    line.phase = "over";
    line.error = error;
    options.signal?.removeEventListener("abort", close);
    opening.abort();
    opened.reject(error);
    finished.reject(error);
    line.socket?.close();
  };
  const close = () => end(readOpenAiError(new APIUserAbortError(), "transcription"));
  const lose = (error: VendorError) => {
    const isHeard = line.phase === "hearing";
    end(error);
    if (isHeard) options.onLost(error);
  };

  const send = (event: RealtimeClientEvent) => {
    try {
      line.socket?.send(JSON.stringify(event));
    } catch (error) {
      lose(readOpenAiError(error, "transcription"));
    }
  };
  const take = (event: LiveEvent) => {
    switch (event.type) {
      case "session.updated":
        if (line.phase === "opening") line.phase = "hearing";
        opened.resolve();
        break;
      case "error":
        // The answer to a commit when nothing is left to hear.
        if (event.error.code === "input_audio_buffer_commit_empty") break;
        lose(readOpenAiError(readLiveProblem(event.error), "transcription"));
        break;
      case "conversation.item.input_audio_transcription.failed":
        line.failure ??= readOpenAiError(readLiveProblem(event.error), "transcription");
        break;
      case "input_audio_buffer.cleared":
        line.isCleared = true;
        items.seal();
        break;
      default:
        if (items.take(event, readMoment(event))) options.onHeard(items.listSegments(sentSeconds()));
    }
    if (line.phase !== "finishing") return;
    if (line.failure) end(line.failure);
    else if (line.isCleared && !items.isWaiting()) finished.resolve();
  };
  /** A commit is answered when more has been sent already. */
  const readMoment = (event: LiveEvent) =>
    (event.type === "input_audio_buffer.committed" ? line.commits.shift() : undefined) ?? sentSeconds();
  const onMessage = (data: unknown) => {
    if (line.phase === "over") return;
    const event = readQuietly(data);
    if (event === "malformed") lose(malformedAnswer("transcription", "a message against the schema"));
    else if (event) take(event);
  };

  options.signal?.addEventListener("abort", close);
  if (options.signal?.aborted) close();
  const late = setTimeout(() => lose(timeOut()), openMilliseconds);
  try {
    if (line.error) throw line.error;
    const open = config.openSocket ?? openByFetch;
    const address = `${config.baseUrl.replace(/\/+$/, "")}/realtime?intent=transcription`;
    line.socket = await open(
      address,
      { apiKey: config.apiKey, requestId: options.requestId, signal: opening.signal },
      { onMessage, onClose: () => lose(readOpenAiError(new APIConnectionError({}), "transcription")) },
    );
    // The line may have ended while its socket was being opened.
    if (line.error) line.socket.close();
    else send({ type: "session.update", session: describeSession(config.model, options) });
    await opened.promise;
  } catch (error) {
    end(readOpenAiError(error, "transcription"));
    throw line.error;
  } finally {
    clearTimeout(late);
  }

  return {
    hear(pcm) {
      if (line.phase !== "hearing") return;
      for (let at = 0; at < pcm.length; at += bytesPerSecond) {
        const piece = pcm.subarray(at, at + bytesPerSecond);
        line.sentBytes += piece.length;
        send({ type: "input_audio_buffer.append", audio: encodeBase64(piece) });
        if (!isWorthCut(piece)) continue;
        line.commits.push(sentSeconds());
        send({ type: "input_audio_buffer.commit" });
      }
    },
    async finish() {
      if (line.failure) end(line.failure);
      if (line.error) throw line.error;
      line.phase = "finishing";
      const late = setTimeout(() => lose(timeOut()), finishMilliseconds);
      send({ type: "input_audio_buffer.commit" });
      // Events are answered in their order: once the buffer is cleared, all that was committed has been told.
      send({ type: "input_audio_buffer.clear" });
      try {
        await finished.promise;
      } finally {
        clearTimeout(late);
      }
      close();
      return items.listSegments(sentSeconds()).map(({ start, end, text }) => ({ start, end, text }));
    },
    close,
  };
}

/** How it stands with a line. */
interface Line {
  phase: "opening" | "hearing" | "finishing" | "over";
  socket?: VendorSocket;
  sentBytes: number;
  /** Where we cut, in seconds; each until the vendor has taken it. */
  commits: number[];
  /** A stretch whose words the vendor couldn't hear. */
  failure?: VendorError;
  /** The vendor has told of all that was sent. */
  isCleared: boolean;
  /** Why it is over. */
  error?: VendorError;
}

function readQuietly(data: unknown): LiveEvent | "malformed" | undefined {
  try {
    return readLiveEvent(data);
  } catch {
    return "malformed";
  }
}

function timeOut(): VendorError {
  return new VendorError("transcription.timeout", {
    vendor: "openai",
    retryable: true,
    detail: "The transcription service took too long to answer. It is tried again.",
  });
}

/** In pieces: the arguments of one call have to fit on the stack. */
function encodeBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8_192) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  }
  return btoa(binary);
}
