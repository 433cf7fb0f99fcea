import { convert, speechPath } from "./recordings.ts";

/** A clip of tests/data/speech, or what ffmpeg makes of `input`, as it is sent live: PCM, 16 bit, mono, 24 kHz. */
export async function readLiveAudio(
  input: string,
  options: string[] = [],
  before: string[] = [],
): Promise<Uint8Array> {
  const path = before.length > 0 ? input : speechPath(input);
  return convert(path, [...options, "-f", "s16le", "-ac", "1", "-ar", "24000"], "pcm", before);
}
