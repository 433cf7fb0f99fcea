import { createLoudnessDetector } from "./loudness.ts";
import { pcmRate } from "./pcm.ts";
import type { Judged } from "./voice-worker.ts";

/** Judges what the microphone hears, chunk by chunk. */
export interface VoiceActivity {
  hear(pcm: ArrayBuffer): void;
  close(): void;
}

/**
 * Tells how likely somebody speaks in each 32 ms: by Silero's detector in a worker of its own, and by loudness until that
 * is loaded, where it can't be, and where somebody saves data (it is some megabytes).
 */
export function openVoiceActivity(onJudged: (voices: number[]) => void): VoiceActivity {
  const byLoudness = createLoudnessDetector(pcmRate);
  let isReady = false;
  let worker: Worker | undefined;
  const giveUp = () => {
    worker?.terminate();
    worker = undefined;
    isReady = false;
  };
  if (!savesData()) {
    try {
      worker = new Worker(new URL("./voice-worker.ts", import.meta.url), { type: "module" });
      worker.onerror = giveUp;
      worker.onmessage = ({ data }: MessageEvent<Judged>) => {
        if (!data) giveUp();
        else if (data.length > 0) onJudged(data);
        else isReady = true;
      };
    } catch {
      giveUp();
    }
  }
  return {
    hear(pcm) {
      const judged = byLoudness(pcm);
      if (worker && isReady) worker.postMessage(pcm);
      else onJudged(judged);
    },
    close: giveUp,
  };
}

function savesData(): boolean {
  return (
    "connection" in navigator && (navigator.connection as { saveData?: boolean } | null)?.saveData === true
  );
}
