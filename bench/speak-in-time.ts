import { setTimeout } from "node:timers/promises";
import { bytesPerSecond } from "../core/interview/frames.ts";

/** Sends sound in pieces, each when its last sample was spoken; `begun` is a moment of `performance.now()`. */
export async function speakInTime(
  pcm: Uint8Array,
  pieceSeconds: number,
  begun: number,
  send: (piece: Uint8Array) => void,
): Promise<void> {
  const pieceBytes = pieceSeconds * bytesPerSecond;
  for (let from = 0; from < pcm.length; from += pieceBytes) {
    const piece = pcm.subarray(from, from + pieceBytes);
    const due = begun + ((from + piece.length) / bytesPerSecond) * 1000;
    await setTimeout(Math.max(0, due - performance.now()));
    send(piece);
  }
}
