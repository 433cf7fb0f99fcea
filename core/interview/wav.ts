import { bytesPerSecond, sampleRate } from "./frames.ts";

/** Bytes of the header that `writeWavHeader` makes. */
const wavHeaderBytes = 44;

/** The header of a WAV file of this much PCM, as it is on the socket: 16 bit, mono, 24 kHz. */
export function writeWavHeader(pcmBytes: number): Uint8Array<ArrayBuffer> {
  const header = new Uint8Array(wavHeaderBytes);
  const view = new DataView(header.buffer);
  const write = (at: number, text: string) => header.set(new TextEncoder().encode(text), at);
  write(0, "RIFF");
  view.setUint32(4, wavHeaderBytes - 8 + pcmBytes, true);
  write(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, sampleRate, true);
  view.setUint32(28, bytesPerSecond, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  write(36, "data");
  view.setUint32(40, pcmBytes, true);
  return header;
}
