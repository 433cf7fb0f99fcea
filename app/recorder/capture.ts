import { keepAwake } from "./keep-awake.ts";
import { findContentType, MicrophoneError, openMicrophone } from "./microphone.ts";

/** A chunk is handed over this often, so that a killed page loses less than five seconds. */
const chunkMilliseconds = 3000;
const bitsPerSecond = 64_000;

export interface CaptureEvents {
  /** A chunk in its order, with the seconds recorded up to its end. */
  onChunk(bytes: ArrayBuffer, seconds: number): void;
  /** The microphone went away. */
  onInterrupted(): void;
}

/** One take while it is recorded. */
export interface Capture {
  contentType: string;
  analyser: AnalyserNode;
  /** Seconds recorded so far, pauses left out. */
  seconds(): number;
  pause(): void;
  resume(): void;
  /** Ends the take; answers once its last chunk was handed over. */
  stop(): Promise<void>;
}

/** Opens the microphone and records a take. Throws MicrophoneError when that can't be. */
export async function startCapture(events: CaptureEvents): Promise<Capture> {
  const contentType = findContentType();
  if (!contentType) throw new MicrophoneError("unsupported");
  const stream = await openMicrophone();
  const recorder = new MediaRecorder(stream, {
    mimeType: contentType,
    audioBitsPerSecond: bitsPerSecond,
  });
  const audio = new AudioContext();
  const analyser = audio.createAnalyser();
  analyser.fftSize = 1024;
  audio.createMediaStreamSource(stream).connect(analyser);
  const ended = new AbortController();

  let before = 0;
  let since: number | undefined;
  const seconds = () => before + (since === undefined ? 0 : (performance.now() - since) / 1000);
  const rest = () => {
    before = seconds();
    since = undefined;
  };

  // Reading a chunk's bytes takes its time: the queue keeps them in order.
  let queue = Promise.resolve();
  recorder.addEventListener("dataavailable", ({ data }) => {
    if (data.size === 0) return;
    const upTo = seconds();
    queue = queue.then(async () => events.onChunk(await data.arrayBuffer(), upTo));
  });
  for (const track of stream.getAudioTracks()) {
    track.addEventListener("ended", () => events.onInterrupted(), { signal: ended.signal });
  }
  // A phone may end a hidden page without another word.
  document.addEventListener(
    "visibilitychange",
    () => {
      if (document.visibilityState === "hidden" && recorder.state !== "inactive") recorder.requestData();
    },
    { signal: ended.signal },
  );

  recorder.start(chunkMilliseconds);
  since = performance.now();
  const letSleep = keepAwake(ended.signal);

  return {
    contentType,
    analyser,
    seconds,
    pause() {
      if (recorder.state !== "recording") return;
      recorder.requestData();
      recorder.pause();
      rest();
    },
    resume() {
      if (recorder.state !== "paused") return;
      recorder.resume();
      since = performance.now();
    },
    async stop() {
      ended.abort();
      if (recorder.state !== "inactive") {
        const stopped = new Promise((resolve) => recorder.addEventListener("stop", resolve, { once: true }));
        if (recorder.state === "recording") rest();
        recorder.stop();
        await stopped;
      }
      await queue;
      for (const track of stream.getTracks()) track.stop();
      await Promise.all([audio.close(), letSleep()]);
    },
  };
}
