import { v7 as uuidv7 } from "uuid";
import type { Segment } from "../../core/schemas.ts";
import type { House } from "../house.ts";

/** Columns of a memory's row, as the owner of the database writes them. Lists of texts are Postgres arrays. */
export type MemoryRow = Record<string, unknown>;

/** Writes a memory's row that has been through the pipeline, without a recording behind it. */
export async function writeMemory(
  house: Pick<House, "query">,
  familyId: string,
  columns: MemoryRow = {},
): Promise<string> {
  const row: MemoryRow = {
    id: uuidv7(),
    family_id: familyId,
    status: "ready",
    title: "The bread oven",
    bytes: 100,
    probe: { contentType: "audio/wav", codec: "pcm-s16", seconds: 8, sampleRate: 16_000, channels: 1 },
    sha256: "0".repeat(64),
    ...columns,
  };
  const names = Object.keys(row);
  const values = Object.values(row).map((value) =>
    typeof value === "object" && value !== null && !Array.isArray(value) ? JSON.stringify(value) : value,
  );
  await house.query(
    `insert into memory (${names.join(", ")}) values (${names.map((_, at) => `$${at + 1}`).join(", ")})`,
    values,
  );
  return String(row.id);
}

/** Writes what was said in a memory, a sentence a segment of four seconds, and answers the segments. */
export async function writeTranscript(
  house: Pick<House, "query">,
  familyId: string,
  memoryId: string,
  sentences: string[],
): Promise<Segment[]> {
  const segments = sentences.map((text, at) => ({
    id: uuidv7(),
    start: at * 4,
    end: at * 4 + 3.5,
    text,
    approximate: true,
    words: [],
  }));
  await house.query(
    "insert into transcript (memory_id, family_id, language, segments) values ($1, $2, 'en', $3)",
    [memoryId, familyId, JSON.stringify(segments)],
  );
  return segments;
}
