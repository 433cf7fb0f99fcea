import { openMicrophone } from "../recorder/microphone.ts";
import { pcmRate } from "./pcm.ts";
import type { WorkletChunk, WorkletRequest } from "./pcm-worklet.ts";
import workletUrl from "./pcm-worklet.ts?worker&url";

export interface EarEvents {
  /** A quarter of a second, or what was left at the end. `kept`: it was heard while listening was on. */
  onPcm(pcm: ArrayBuffer, kept: boolean): void;
  /** The microphone went away. */
  onInterrupted(): void;
}

/** An open microphone. It is heard all the time, but what is heard belongs to nobody until `begin`. */
export interface Ears {
  analyser: AnalyserNode;
  /** From now on what is heard is kept; nothing of before is in it. */
  begin(): void;
  /** No more is kept. What was begun of a chunk is handed over first, or dropped. */
  end(rest: "hand-over" | "drop"): Promise<void>;
  close(): Promise<void>;
}

/** Opens the microphone. Throws MicrophoneError when that can't be. */
export async function openEars({ onPcm, onInterrupted }: EarEvents): Promise<Ears> {
  const stream = await openMicrophone({ echoCancellation: true });
  const { audio, source } = connect(stream);
  const release = async () => {
    for (const track of stream.getTracks()) track.stop();
    await audio.close();
  };
  try {
    await audio.resume();
    await audio.audioWorklet.addModule(workletUrl);
  } catch (error) {
    // Without a network nothing cuts what is heard; an open microphone would still show that somebody listens.
    await release();
    throw error;
  }
  const cutter = new AudioWorkletNode(audio, "pcm-cutter", { numberOfOutputs: 0 });
  const analyser = audio.createAnalyser();
  analyser.fftSize = 1024;
  source.connect(analyser);
  source.connect(cutter);

  let stretch = 0;
  let isKept = false;
  let flushed: (() => void) | undefined;
  const ask = (request: WorkletRequest) => cutter.port.postMessage(request);
  cutter.port.onmessage = ({ data }: MessageEvent<WorkletChunk>) => {
    const isCurrent = data.stretch === stretch;
    if (data.pcm.byteLength > 0) onPcm(data.pcm, isKept && isCurrent);
    if (data.last) flushed?.();
  };
  const beginStretch = () => {
    stretch += 1;
    ask({ type: "begin", stretch });
  };
  const closing = new AbortController();
  for (const track of stream.getAudioTracks()) {
    track.addEventListener("ended", onInterrupted, { signal: closing.signal });
  }

  return {
    analyser,
    begin() {
      isKept = true;
      beginStretch();
    },
    async end(rest) {
      if (rest === "hand-over" && isKept) {
        const done = new Promise<void>((resolve) => {
          flushed = resolve;
        });
        ask({ type: "flush" });
        // A context that sleeps answers nothing, and has nothing.
        await Promise.race([done, new Promise((resolve) => setTimeout(resolve, 500))]);
      }
      isKept = false;
      beginStretch();
    },
    async close() {
      closing.abort();
      await release();
    },
  };
}

/** Where a browser lets a microphone into a context of another rate it resamples better than we do. */
function connect(stream: MediaStream): { audio: AudioContext; source: MediaStreamAudioSourceNode } {
  const audio = new AudioContext({ sampleRate: pcmRate });
  try {
    return { audio, source: audio.createMediaStreamSource(stream) };
  } catch {
    void audio.close();
    const own = new AudioContext();
    return { audio: own, source: own.createMediaStreamSource(stream) };
  }
}
