import { sampleRate } from "../speech/decode-audio.ts";
import { type Frame, frameSamples } from "../speech/detect-voice.ts";

/** Somebody speaks: everything since a little before the first sound. */
export interface Stretch {
  itemId: string;
  /** Frames from the start of all audio to the first one here. */
  first: number;
  frames: Frame[];
  /** Frames of silence at its end. */
  quiet: number;
}

export interface Cutting {
  /** 0–1: above it somebody speaks. */
  threshold: number;
  prefixMilliseconds: number;
  silenceMilliseconds: number;
}

export const frameMilliseconds = (1000 * frameSamples) / sampleRate;
const countFrames = (milliseconds: number) => Math.round(milliseconds / frameMilliseconds);

// Speech starts above the threshold and ends this much below it, so that a wavering voice is one stretch.
const wavering = 0.15;
/** A shorter sound is a click. */
const onset = countFrames(100);
// The longer a stretch, the longer takes its recognition: from here on a breath ends it, then the least gap, then nothing.
const comfortable = countFrames(8_000);
const breath = countFrames(300);
const long = countFrames(12_000);
const gap = countFrames(64);
const longest = countFrames(16_000);

/** Follows a stream of frames: tells when a stretch begins (`current` holds it from then on) and when it is over. */
export class StretchCutter {
  current: Stretch | undefined;
  /** Frames so far. */
  position = 0;
  cutting: Cutting = { threshold: 0.5, prefixMilliseconds: 300, silenceMilliseconds: 500 };
  readonly #newId: () => string;
  #lead: Frame[] = [];
  #speaking = 0;

  constructor(newId: () => string) {
    this.#newId = newId;
  }

  push(frame: Frame): "began" | "ended" | undefined {
    const { threshold, prefixMilliseconds } = this.cutting;
    this.position += 1;
    const speaks = frame.voice >= (this.#speaking > 0 ? threshold - wavering : threshold);
    this.#speaking = speaks ? this.#speaking + 1 : 0;
    const stretch = this.current;
    if (!stretch) {
      this.#lead.push(frame);
      const kept = Math.max(countFrames(prefixMilliseconds), 1) + onset;
      if (this.#lead.length > kept) this.#lead.shift();
      if (this.#speaking < onset) return undefined;
      this.current = {
        itemId: this.#newId(),
        first: this.position - this.#lead.length,
        frames: this.#lead,
        quiet: 0,
      };
      this.#lead = [];
      return "began";
    }
    stretch.frames.push(frame);
    stretch.quiet = speaks ? 0 : stretch.quiet + 1;
    return this.#isOver(stretch) ? "ended" : undefined;
  }

  #isOver({ frames, quiet }: Stretch): boolean {
    const spoken = frames.length - quiet;
    const silence = countFrames(this.cutting.silenceMilliseconds);
    if (spoken >= longest) return true;
    if (spoken >= long) return quiet >= Math.min(gap, silence);
    if (spoken >= comfortable) return quiet >= Math.min(breath, silence);
    return quiet >= silence;
  }

  /** Takes the open stretch away. The silence at its end may belong to the next one's beginning. */
  take(): Stretch | undefined {
    const stretch = this.current;
    this.current = undefined;
    this.#lead = stretch ? stretch.frames.slice(stretch.frames.length - (stretch.quiet >> 1)) : [];
    return stretch;
  }

  /** Forgets what was heard; positions go on. */
  clear(): void {
    this.current = undefined;
    this.#lead = [];
    this.#speaking = 0;
  }
}

/** The samples of a stretch so far; of the silence at its end no more than helps the recogniser. */
export function joinStretch({ frames, quiet }: Stretch): Float32Array {
  const kept = frames.slice(0, frames.length - Math.max(0, quiet - breath));
  const joined = new Float32Array(kept.length * frameSamples);
  kept.forEach(({ samples }, i) => {
    joined.set(samples, i * frameSamples);
  });
  return joined;
}
