import { pcmRate, toMono, toPcm16 } from "./pcm.ts";
import { createResampler } from "./resample.ts";

// What stands in the place where this runs (AudioWorkletGlobalScope); TypeScript knows only pages and workers.
declare const sampleRate: number;
declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;

/** Asks for a new stretch: what was collected before is dropped (`begin`) or handed over at once (`flush`). */
export type WorkletRequest = { type: "begin"; stretch: number } | { type: "flush" };
/** A chunk of a stretch; `last` answers a flush and may be empty. */
export interface WorkletChunk {
  stretch: number;
  pcm: ArrayBuffer;
  last: boolean;
}

/** A quarter of a second: partial words are quick, and a lost line costs little. */
const chunkSamples = pcmRate / 4;

/** Cuts what the microphone hears into chunks of PCM: 16 bit, mono, 24 kHz. */
class PcmCutter extends AudioWorkletProcessor {
  readonly resample = createResampler(sampleRate, pcmRate);
  readonly collected = new Float32Array(chunkSamples);
  filled = 0;
  stretch = 0;

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<WorkletRequest>) => {
      if (data.type === "flush") {
        this.handOver(true);
        return;
      }
      this.filled = 0;
      this.stretch = data.stretch;
    };
  }

  process([channels]: Float32Array[][]): boolean {
    for (const sample of this.resample(toMono(channels ?? []))) {
      this.collected[this.filled] = sample;
      this.filled += 1;
      if (this.filled === chunkSamples) this.handOver(false);
    }
    return true;
  }

  handOver(last: boolean): void {
    const pcm = toPcm16(this.collected.subarray(0, this.filled)).buffer;
    this.filled = 0;
    this.port.postMessage({ stretch: this.stretch, pcm, last } satisfies WorkletChunk, [pcm]);
  }
}

registerProcessor("pcm-cutter", PcmCutter);
