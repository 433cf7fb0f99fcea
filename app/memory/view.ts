import type { Memory, Transcript } from "../../core/schemas.ts";

/** What the page of a memory shows of it, without what it doesn't: the page carries no more than this. */
export function makeView(memory: Memory) {
  const { tone: _tone, era: _era, recording, ...shown } = memory;
  return {
    ...shown,
    recording: { seconds: recording.seconds, bytes: recording.bytes, waveform: recording.waveform },
  };
}
export type MemoryView = ReturnType<typeof makeView>;

/** The words as the page shows them. */
export type Words = Transcript;
