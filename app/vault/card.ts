import type { Memory } from "../../core/schemas.ts";
import { foldWaveform } from "../player/bars.ts";

/** Bars of the small waveform on a card. */
export const cardBars = 60;

/** What a card shows of a memory: the vault's page carries no more than this. */
export function makeCard(memory: Memory) {
  const { recording } = memory;
  return {
    id: memory.id,
    title: memory.title,
    oneLiner: memory.oneLiner,
    language: memory.language,
    createdAt: memory.createdAt,
    status: memory.status,
    stage: memory.stage,
    failure: memory.failure && { code: memory.failure.code, stage: memory.failure.stage },
    happened: memory.happened,
    narrator: memory.narrator?.name,
    recording: { seconds: recording.seconds },
    bars: recording.waveform && foldWaveform(recording.waveform, cardBars),
  };
}
export type Card = ReturnType<typeof makeCard>;
