import { emptyRecording, unsupportedRecording } from "../recordings-in.ts";
import { sampleRate } from "./frames.ts";

interface Form {
  channels: number;
  rate: number;
}

const mostHeaderBytes = 64 * 1024;

/**
 * Reads a WAV file as it flows (16 bit PCM, one or two channels, any rate) and gives its sound as the socket would bring it:
 * mono at 24 kHz, each sample drawn linearly between its neighbours. Refuses with 415 `recording.unsupported`, and with
 * 422 `recording.empty` at the end of a file without sound.
 */
export class WavReader {
  #held: Uint8Array = new Uint8Array();
  #form: Form | undefined;
  /** Bytes of sound that are still to come. */
  #left = Number.POSITIVE_INFINITY;
  #before = 0;
  #read = 0;
  #written = 0;

  /** Takes the next octets of the file and answers the samples that they gave. */
  push(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
    this.#held = this.#held.length === 0 ? bytes : join(this.#held, bytes);
    if (!this.#form && !this.#readHeader()) return new Uint8Array();
    return this.#form ? this.#readSamples(this.#form) : new Uint8Array();
  }

  /** Nothing more comes. */
  end(): void {
    if (!this.#form) throw this.#held.length === 0 ? emptyRecording() : unsupported();
    if (this.#written === 0) throw emptyRecording();
  }

  /** Whether the sound has begun; what stood before it is taken away. */
  #readHeader(): boolean {
    const view = viewOf(this.#held);
    const tag = (at: number) => String.fromCharCode(...this.#held.subarray(at, at + 4));
    if (this.#held.length < 12) return false;
    if (tag(0) !== "RIFF" || tag(8) !== "WAVE") throw unsupported();
    let form: Form | undefined;
    for (let at = 12; at + 8 <= this.#held.length; ) {
      const length = view.getUint32(at + 4, true);
      const name = tag(at);
      if (name === "data") {
        if (!form) throw unsupported();
        this.#form = form;
        // A file that was written as it was spoken doesn't know its length.
        if (length > 0 && length < 0xffff_ffff) this.#left = length;
        this.#held = this.#held.subarray(at + 8);
        return true;
      }
      if (name === "fmt ") {
        if (at + 24 > this.#held.length) break;
        form = readForm(view, at + 8);
      }
      at += 8 + length + (length % 2);
    }
    if (this.#held.length > mostHeaderBytes) throw unsupported();
    return false;
  }

  #readSamples({ channels, rate }: Form): Uint8Array<ArrayBuffer> {
    const frameBytes = channels * 2;
    const frames = Math.floor(Math.min(this.#held.length, this.#left) / frameBytes);
    const view = viewOf(this.#held);
    const step = rate / sampleRate;
    const out = new Int16Array(Math.ceil(frames / step) + 1);
    let filled = 0;
    for (let frame = 0; frame < frames; frame += 1) {
      let sample = 0;
      for (let channel = 0; channel < channels; channel += 1) {
        sample += view.getInt16(frame * frameBytes + channel * 2, true) / channels;
      }
      for (let place = this.#written * step; place <= this.#read; place = this.#written * step) {
        out[filled] = Math.round(sample - (sample - this.#before) * (this.#read - place));
        filled += 1;
        this.#written += 1;
      }
      this.#before = sample;
      this.#read += 1;
    }
    this.#left -= frames * frameBytes;
    // What comes after the sound isn't held: it may be of any length.
    this.#held = this.#left < frameBytes ? new Uint8Array() : this.#held.slice(frames * frameBytes);
    return new Uint8Array(out.buffer, 0, filled * 2);
  }
}

function readForm(view: DataView, at: number): Form {
  const [format, channels, rate] = [
    view.getUint16(at, true),
    view.getUint16(at + 2, true),
    view.getUint32(at + 4, true),
  ];
  const bits = view.getUint16(at + 14, true);
  // 0xfffe: the same, said at greater length.
  if ((format !== 1 && format !== 0xfffe) || bits !== 16 || channels < 1 || channels > 2) throw unsupported();
  if (rate < 4_000 || rate > 192_000) throw unsupported();
  return { channels, rate };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

function unsupported() {
  return unsupportedRecording("Send the answer as a WAV file: 16 bit PCM, one or two channels.");
}
