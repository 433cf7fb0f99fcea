import { and, arrayContains, desc, eq, exists, inArray, isNull, lt, type SQL, sql } from "drizzle-orm";
import type { Viewer } from "../../core/access.ts";
import type { MemoryFilters, MemoryPatch, Transcript } from "../../core/schemas.ts";
import type { MemoryStore } from "../../core/stores.ts";
import { asViewer, type Database } from "./database.ts";
import { familyColumns, readFamilyRow } from "./families.ts";
import { asJson, memoryColumns, narratorJoin, readMemoryRow } from "./memory-row.ts";
import { family, member, memory, person, transcript } from "./schema.ts";

/** Memories in Postgres. Each verb is one round trip, with membership checked beside the data. */
export function createMemoryStore(db: Database): MemoryStore {
  const membership = (viewer: Viewer) =>
    and(eq(member.familyId, memory.familyId), eq(member.userId, viewer.userId)) as SQL;
  const mayWrite = (viewer: Viewer) =>
    exists(
      db
        .select({ one: sql`1` })
        .from(member)
        .where(and(membership(viewer), inArray(member.role, ["owner", "editor"]))),
    );
  const living = (memoryId: string) => and(eq(memory.id, memoryId), isNull(memory.deletedAt));
  const selectSeen = (viewer: Viewer, memoryId: string, narratorKnown = sql<boolean>`true`) =>
    db
      .select({ ...memoryColumns, role: member.role, narratorKnown })
      .from(memory)
      .innerJoin(member, membership(viewer))
      .leftJoin(person, narratorJoin)
      .where(living(memoryId));

  return {
    async list(viewer, familyId, filters, page) {
      // The member row leads, so that a family without memories still answers its one row.
      const [rows] = await asViewer(db, viewer, [
        db
          .select({ ...memoryColumns, family: familyColumns })
          .from(member)
          .innerJoin(family, eq(family.id, member.familyId))
          .leftJoin(
            memory,
            and(
              eq(memory.familyId, member.familyId),
              isNull(memory.deletedAt),
              page.cursor ? lt(memory.id, page.cursor) : undefined,
              ...filterMemories(filters),
            ),
          )
          .leftJoin(person, narratorJoin)
          .where(and(eq(member.familyId, familyId), eq(member.userId, viewer.userId)))
          .orderBy(desc(memory.id))
          .limit(page.limit + 1),
      ]);
      const [first] = rows;
      if (!first) return undefined;
      const records = rows.flatMap(({ row, narratorName }) =>
        row ? [readMemoryRow({ row, narratorName })] : [],
      );
      const items = records.slice(0, page.limit);
      const nextCursor = records.length > page.limit ? items.at(-1)?.id : undefined;
      return { family: readFamilyRow(first.family), items, nextCursor };
    },

    async find(viewer, memoryId) {
      const [[seen]] = await asViewer(db, viewer, [selectSeen(viewer, memoryId)]);
      return seen && { memory: readMemoryRow(seen), role: seen.role };
    },

    async findWithTranscript(viewer, memoryId) {
      const [[seen]] = await asViewer(db, viewer, [
        db
          .select({
            ...memoryColumns,
            role: member.role,
            language: transcript.language,
            segments: transcript.segments,
            speakers: transcript.speakers,
          })
          .from(memory)
          .innerJoin(member, membership(viewer))
          .leftJoin(person, narratorJoin)
          .leftJoin(transcript, eq(transcript.memoryId, memory.id))
          .where(living(memoryId)),
      ]);
      return seen && { memory: readMemoryRow(seen), role: seen.role, transcript: readTranscript(seen) };
    },

    async create(viewer, { id, familyId, fields, recording }) {
      const narrator = fields.narratorId ?? null;
      const narratorKnown = sql<boolean>`(${narrator}::uuid is null or exists (select 1 from ${person} where ${person.id} = ${narrator}::uuid and ${person.familyId} = ${familyId}::uuid))`;
      const [, roles, seen] = await asViewer(db, viewer, [
        db.execute(sql`
          insert into ${memory} (id, family_id, created_by, narrator_id, recorded_on, language, status, title, edited,
            object_key, bytes, probe, sha256, waveform, waveform_source)
          select ${id}::uuid, ${member.familyId}, ${member.userId}, ${narrator}::uuid, ${fields.recordedOn ?? null},
            ${fields.language ?? null}, 'uploaded', ${fields.title ?? ""},
            ${fields.title ? sql`'{title}'::text[]` : sql`'{}'::text[]`},
            ${recording.objectKey ?? null}, ${recording.bytes}::bigint, ${asJson(recording.probe)}, ${recording.sha256},
            ${recording.waveform ? asJson(recording.waveform) : null}, ${recording.waveformSource ?? null}
          from ${member}
          where ${member.familyId} = ${familyId}::uuid and ${member.userId} = ${viewer.userId}::uuid
            and ${member.role} in ('owner', 'editor') and ${narratorKnown}
          on conflict (id) do nothing`),
        db
          .select({ role: member.role, narratorKnown })
          .from(member)
          .where(and(eq(member.familyId, familyId), eq(member.userId, viewer.userId))),
        selectSeen(viewer, id),
      ]);
      return {
        role: roles[0]?.role,
        narratorKnown: roles[0]?.narratorKnown ?? true,
        memory: seen[0] && readMemoryRow(seen[0]),
      };
    },

    async update(viewer, memoryId, version, patch) {
      const narrator = patch.narratorId ?? null;
      const narratorKnown = sql<boolean>`(${narrator}::uuid is null or exists (select 1 from ${person} as narrator where narrator.id = ${narrator}::uuid and narrator.family_id = ${memory.familyId}))`;
      const [updated, seen] = await asViewer(db, viewer, [
        db
          .update(memory)
          .set({ ...patchColumns(patch), version: sql`${memory.version} + 1`, updatedAt: sql`now()` })
          .where(
            and(
              living(memoryId),
              mayWrite(viewer),
              version === undefined ? undefined : eq(memory.version, version),
              narratorKnown,
            ),
          )
          .returning({ id: memory.id }),
        selectSeen(viewer, memoryId, narratorKnown),
      ]);
      return {
        role: seen[0]?.role,
        memory: seen[0] && readMemoryRow(seen[0]),
        narratorKnown: seen[0]?.narratorKnown ?? true,
        updated: updated.length > 0,
      };
    },

    async updateSegment(viewer, memoryId, segmentId, patch) {
      const speaker = patch.speakerId ?? null;
      const speakerKnown = sql<boolean>`(${speaker}::uuid is null or exists (select 1 from ${person} where ${person.id} = ${speaker}::uuid and ${person.familyId} = ${memory.familyId}))`;
      const spoken = and(
        eq(transcript.memoryId, memoryId),
        sql`${transcript.segments} @> ${asJson([{ id: segmentId }])}`,
      );
      const allowed = and(
        spoken,
        sql`exists (
        select 1 from ${memory} join ${member} on ${membership(viewer)} and ${member.role} in ('owner', 'editor')
        where ${living(memoryId)} and ${speakerKnown})`,
      );
      const [, updated, seen] = await asViewer(db, viewer, [
        db
          .update(memory)
          .set({ version: sql`${memory.version} + 1`, updatedAt: sql`now()` })
          .where(
            and(
              living(memoryId),
              mayWrite(viewer),
              speakerKnown,
              exists(db.select().from(transcript).where(spoken)),
            ),
          ),
        db
          .update(transcript)
          .set({
            segments: sql`(select jsonb_agg(case when segment ->> 'id' = ${segmentId} then segment || ${asJson({ text: patch.text, ...(patch.speakerId ? { speakerId: patch.speakerId } : {}) })} else segment end order by place)
              from jsonb_array_elements(${transcript.segments}) with ordinality as each(segment, place))`,
            edited: sql`array_append(array_remove(${transcript.edited}, ${segmentId}::uuid), ${segmentId}::uuid)`,
          })
          .where(allowed)
          .returning({
            language: transcript.language,
            segments: transcript.segments,
            speakers: transcript.speakers,
          }),
        db
          .select({ role: member.role, speakerKnown })
          .from(memory)
          .innerJoin(member, membership(viewer))
          .where(living(memoryId)),
      ]);
      return {
        role: seen[0]?.role,
        speakerKnown: seen[0]?.speakerKnown ?? true,
        segmentFound: updated.length > 0,
        transcript: updated[0] && readTranscript(updated[0]),
      };
    },

    async remove(viewer, memoryId) {
      const [roles, removed] = await asViewer(db, viewer, [
        db
          .select({ role: member.role })
          .from(memory)
          .innerJoin(member, membership(viewer))
          .where(living(memoryId)),
        db
          .update(memory)
          .set({
            deletedAt: sql`now()`,
            eraseAt: sql`now()`,
            wakeAt: sql`now()`,
            attempts: 0,
            version: sql`${memory.version} + 1`,
          })
          .where(and(living(memoryId), mayWrite(viewer)))
          .returning({ id: memory.id }),
      ]);
      return { role: roles[0]?.role, removed: removed.length > 0 };
    },

    async retry(viewer, memoryId) {
      const [retried, seen] = await asViewer(db, viewer, [
        db
          .update(memory)
          .set({
            // The failure names the step that it ended in; each step waits in one status.
            status: sql`case ${memory.failure} ->> 'stage' when 'enrich' then 'enriching' when 'pin' then 'pinning' else 'uploaded' end`,
            failure: null,
            stage: null,
            attempts: 0,
            wakeAt: sql`now()`,
            version: sql`${memory.version} + 1`,
            updatedAt: sql`now()`,
          })
          .where(
            and(
              living(memoryId),
              mayWrite(viewer),
              eq(memory.status, "failed"),
              sql`(${memory.failure} ->> 'retryable')::boolean`,
            ),
          )
          .returning({ id: memory.id }),
        selectSeen(viewer, memoryId),
      ]);
      return { role: seen[0]?.role, memory: seen[0] && readMemoryRow(seen[0]), retried: retried.length > 0 };
    },
  };
}

/** The words of a memory, or undefined while nobody has heard them. */
export function readTranscript(row: {
  language: string | null;
  segments: Transcript["segments"] | null;
  speakers: Transcript["speakers"] | null;
}): Transcript | undefined {
  return row.language !== null && row.segments
    ? { language: row.language, segments: row.segments, speakers: row.speakers ?? [] }
    : undefined;
}

function filterMemories(filters: MemoryFilters): (SQL | undefined)[] {
  const named = (list: "people" | "places", name: string) =>
    sql`exists (select 1 from jsonb_array_elements(${memory.told} -> ${list}) as each(thing)
      where lower(thing ->> 'name') = lower(${name}) or thing ->> 'personId' = ${name})`;
  return [
    filters.status && eq(memory.status, filters.status),
    filters.narratorId && eq(memory.narratorId, filters.narratorId),
    filters.chapter &&
      sql`(${memory.chapter} = ${filters.chapter} or ${arrayContains(memory.chapters, [filters.chapter])})`,
    filters.person ? named("people", filters.person) : undefined,
    filters.place ? named("places", filters.place) : undefined,
    filters.theme ? arrayContains(memory.themes, [filters.theme]) : undefined,
    // Vague dates compare as text: 1956 < 1956-07. An end without a day reaches to the last day of it.
    filters.from &&
      sql`coalesce(${memory.happened} ->> 'to', ${memory.happened} ->> 'from') || '~' >= ${filters.from}`,
    filters.to && sql`${memory.happened} ->> 'from' <= ${`${filters.to}~`}`,
  ].filter((condition) => condition !== "");
}

/** The columns that a patch sets; what a person wrote needs no proof, so the old proof of it goes. */
function patchColumns(patch: MemoryPatch) {
  const { narratorId, language, ...told } = patch;
  const fields = Object.keys(told).filter((field) => told[field as keyof typeof told] !== undefined);
  return {
    ...told,
    ...(narratorId === undefined ? {} : { narratorId }),
    ...(language === undefined ? {} : { language }),
    ...(fields.length === 0
      ? {}
      : {
          edited: sql`(select array_agg(distinct field) from unnest(${memory.edited} || array[${sql.join(
            fields.map((field) => sql`${field}`),
            sql`, `,
          )}]::text[]) as field)`,
          claims: sql`(select coalesce(jsonb_agg(claim), '[]'::jsonb) from jsonb_array_elements(${memory.claims}) as each(claim)
            where claim ->> 'field' not in (${sql.join(
              fields.map((field) => sql`${field}`),
              sql`, `,
            )}))`,
        }),
  };
}
