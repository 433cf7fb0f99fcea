import { joinBytes } from "./media-source.ts";
import { MP3_FRAMES } from "./mpeg-frames.ts";

/** An ID3v2 header says its tag's length in four octets of seven bits (id3.org, ID3v2.4, 3.1). */
const tagHeaderBytes = 10;
/** No encoder writes more before its first frame; whoever does is passed on as it is. */
const longestOpening = 64 * 1024;

/**
 * Takes from an MP3 what may only stand at the beginning of a file: its tag, and the silent first frame that counts the
 * frames, which a player would take for the length of everything that is joined behind it. Then the frames follow.
 */
export async function* readFramesOnly(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let opening: Uint8Array | undefined = new Uint8Array(0);
  for await (const chunk of chunks) {
    if (opening === undefined) {
      yield chunk;
      continue;
    }
    opening = joinBytes(opening, chunk);
    const start = findFrames(opening);
    if (start === undefined && opening.length < longestOpening) continue;
    yield opening.subarray(start ?? 0);
    opening = undefined;
  }
  if (opening && opening.length > 0) yield opening;
}

/** Where the frames begin that sound; undefined while too little has come to tell. */
function findFrames(bytes: Uint8Array): number | undefined {
  if (bytes.length < tagHeaderBytes) return undefined;
  let at = 0;
  if (readLatin(bytes, 0, 3) === "ID3") {
    const length = bytes.subarray(6, 10).reduce((sum, seven) => (sum << 7) | seven, 0);
    at = tagHeaderBytes + length;
  }
  if (bytes.length < at + MP3_FRAMES.headerBytes) return undefined;
  const first = MP3_FRAMES.parse(bytes, at);
  if (!first) return at;
  if (bytes.length < at + first.bytes) return undefined;
  const counts = /Xing|Info|VBRI/.test(readLatin(bytes, at, at + Math.min(first.bytes, 64)));
  return counts ? at + first.bytes : at;
}

function readLatin(bytes: Uint8Array, from: number, to: number): string {
  return String.fromCharCode(...bytes.subarray(from, to));
}
