import { and, eq, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { MemoryRecord } from "../../core/memory-record.ts";
import type { Probe } from "../../core/schemas.ts";
import { memory, person } from "./schema.ts";

/** What is selected of a memory: its row and its narrator's name. */
export const memoryColumns = { row: memory, narratorName: person.name };
export const narratorJoin = and(
  eq(person.id, memory.narratorId),
  eq(person.familyId, memory.familyId),
) as SQL;

const other = alias(memory, "other");
/** The oldest other living memory of the family whose recording is the same octets. */
export const sameAs = sql<{ id: string; title: string } | null>`(
  select json_build_object('id', ${other.id}, 'title', ${other.title}) from ${memory} as other
  where ${other.familyId} = ${memory.familyId} and ${other.sha256} = ${memory.sha256} and ${other.id} <> ${memory.id}
    and ${other.deletedAt} is null
  order by ${other.id} limit 1)`;

/** The RFC 3339 UTC form of a time as Postgres writes it. */
export function toInstant(time: string): string;
export function toInstant(time: string | null): string | undefined;
export function toInstant(time: string | null): string | undefined {
  return time === null ? undefined : new Date(time).toISOString();
}

/** A row as the rules know it. */
export function readMemoryRow(selected: {
  row: typeof memory.$inferSelect;
  narratorName: string | null;
  sameAs?: { id: string; title: string } | null;
}): MemoryRecord {
  const { row, narratorName } = selected;
  const probe: Probe = row.probe;
  return {
    id: row.id,
    familyId: row.familyId,
    status: row.status,
    stage: row.stage ?? undefined,
    failure: row.failure ?? undefined,
    enrichment: {
      title: row.title,
      oneLiner: row.oneLiner,
      summary: row.summary,
      chapter: row.chapter ?? undefined,
      chapters: row.chapters,
      themes: row.themes,
      happened: row.happened ?? undefined,
      claims: row.claims,
      ...row.told,
    },
    story: row.story ?? undefined,
    language: row.language ?? undefined,
    narrator:
      row.narratorId && narratorName !== null ? { id: row.narratorId, name: narratorName } : undefined,
    recordedOn: row.recordedOn ?? undefined,
    sameAs: selected.sameAs ?? undefined,
    edited: row.edited,
    recording: {
      objectKey: row.objectKey ?? undefined,
      bytes: row.bytes,
      probe,
      sha256: row.sha256,
      waveform: row.waveform ?? undefined,
      waveformSource: row.waveformSource ?? undefined,
    },
    pin: {
      cid: row.cid ?? undefined,
      profile: row.pinProfile ?? undefined,
      vendorId: row.pinVendorId ?? undefined,
      resume: row.pinResume ?? undefined,
      pinnedAt: toInstant(row.pinnedAt),
      verifiedAt: toInstant(row.verifiedAt),
    },
    attempts: row.attempts,
    version: row.version,
    createdAt: toInstant(row.createdAt),
    updatedAt: toInstant(row.updatedAt),
    deletedAt: toInstant(row.deletedAt),
    eraseAt: toInstant(row.eraseAt),
  };
}

/** A value as jsonb, bound as a parameter. */
export function asJson(value: unknown): SQL {
  return sql`${JSON.stringify(value)}::jsonb`;
}
