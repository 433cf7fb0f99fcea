import { and, eq, exists, inArray, isNull, lt, type SQL, sql } from "drizzle-orm";
import type { MemoryFilters, MemoryPatch, Transcript } from "../../core/schemas.ts";
import type { MemoryStore } from "../../core/stores.ts";
import { cutPage } from "./cut-page.ts";
import { asViewer, type Database } from "./database.ts";
import { readFamilyRow, selectFamily } from "./families.ts";
import { living, mayWrite, membership, selectSeen } from "./memory-access.ts";
import { filterFound } from "./memory-filters.ts";
import { asJson, memoryColumns, narratorJoin, readMemoryRow, sameAs } from "./memory-row.ts";
import { heardName, member, memory, memorySearch, person, transcript } from "./schema.ts";

/** Memories in Postgres. Each verb is one round trip, with membership checked beside the data. */
export function createMemoryStore(db: Database): MemoryStore {
  return {
    async list(viewer, familyId, filters, page) {
      const [families, rows] = await asViewer(db, viewer, [
        selectFamily(db, viewer, familyId),
        db
          .select(memoryColumns)
          .from(memory)
          .leftJoin(person, narratorJoin)
          .where(
            and(
              eq(memory.familyId, familyId),
              isNull(memory.deletedAt),
              exists(selectFamily(db, viewer, familyId)),
              page.cursor ? lt(memory.id, page.cursor) : undefined,
              filterMemories(familyId, filters),
            ),
          )
          // In the order of the index memory_family, which ends the reading at the page's end.
          .orderBy(sql`${memory.id} desc nulls last`)
          .limit(page.limit + 1),
      ]);
      const [first] = families;
      if (!first) return undefined;
      return { family: readFamilyRow(first), ...cutPage(rows.map(readMemoryRow), page.limit) };
    },

    async find(viewer, memoryId) {
      const [[seen]] = await asViewer(db, viewer, [selectSeen(db, viewer, memoryId)]);
      return seen && { memory: readMemoryRow(seen), role: seen.role };
    },

    async findWithTranscript(viewer, memoryId) {
      const ofFamily = (familyId: SQL | typeof person.familyId | typeof heardName.familyId) =>
        sql`${familyId} = (select ${memory.familyId} from ${memory} where ${living(memoryId)})`;
      const [[seen], people, strangers] = await asViewer(db, viewer, [
        db
          .select({
            ...memoryColumns,
            sameAs,
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
        db
          .select({ id: person.id, name: person.name, aliases: person.aliases })
          .from(person)
          .where(ofFamily(person.familyId))
          .orderBy(sql`lower(${person.name})`, person.id)
          .limit(500),
        db
          .select({ name: heardName.name })
          .from(heardName)
          .where(and(ofFamily(heardName.familyId), eq(heardName.meaning, "stranger"))),
      ]);
      return (
        seen && {
          memory: readMemoryRow(seen),
          role: seen.role,
          transcript: readTranscript(seen),
          people,
          strangers: strangers.map(({ name }) => name),
        }
      );
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
        selectSeen(db, viewer, id),
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
              mayWrite(db, viewer),
              version === undefined ? undefined : eq(memory.version, version),
              narratorKnown,
            ),
          )
          .returning({ id: memory.id }),
        selectSeen(db, viewer, memoryId, narratorKnown),
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
              mayWrite(db, viewer),
              speakerKnown,
              exists(db.select().from(transcript).where(spoken)),
            ),
          ),
        db
          .update(transcript)
          .set({
            segments: sql`(select jsonb_agg(case when segment ->> 'id' = ${segmentId} then ${
              patch.speakerId === null ? sql`segment - 'speakerId'` : sql`segment`
            } || ${asJson({ text: patch.text, ...(patch.speakerId ? { speakerId: patch.speakerId } : {}) })} else segment end order by place)
              from jsonb_array_elements(${transcript.segments}) with ordinality as each(segment, place))`,
            // Who says them corrects no words.
            edited: sql`case when ${transcript.segments} @> ${asJson([{ id: segmentId, text: patch.text }])} then ${transcript.edited}
              else array_append(array_remove(${transcript.edited}, ${segmentId}::uuid), ${segmentId}::uuid) end`,
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
              mayWrite(db, viewer),
              eq(memory.status, "failed"),
              sql`(${memory.failure} ->> 'retryable')::boolean`,
            ),
          )
          .returning({ id: memory.id }),
        selectSeen(db, viewer, memoryId),
      ]);
      return { role: seen[0]?.role, memory: seen[0] && readMemoryRow(seen[0]), retried: retried.length > 0 };
    },

    async reprocess(viewer, memoryId, from) {
      const hasWords = exists(db.select().from(transcript).where(eq(transcript.memoryId, memory.id)));
      const [begun, seen] = await asViewer(db, viewer, [
        db
          .update(memory)
          .set({
            status:
              from === "enrich"
                ? sql`case when ${hasWords} then 'enriching' else 'uploaded' end`
                : "uploaded",
            failure: null,
            stage: null,
            // Another model may want its parts divided otherwise.
            ...(from === "transcribe" ? { plan: null } : {}),
            attempts: 0,
            wakeAt: sql`now()`,
            version: sql`${memory.version} + 1`,
            updatedAt: sql`now()`,
          })
          .where(and(living(memoryId), mayWrite(db, viewer), inArray(memory.status, ["ready", "failed"])))
          .returning({ id: memory.id }),
        selectSeen(db, viewer, memoryId),
      ]);
      return { role: seen[0]?.role, memory: seen[0] && readMemoryRow(seen[0]), begun: begun.length > 0 };
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

/** The memories that fit, by what search knows of them: nothing is asked of it without a filter. */
function filterMemories(familyId: string, filters: MemoryFilters): SQL | undefined {
  const conditions = filterFound(familyId, filters);
  if (conditions.length === 0) return undefined;
  return sql`${memory.id} in (select ${memorySearch.memoryId} from ${memorySearch}
    where ${and(eq(memorySearch.familyId, familyId), ...conditions)})`;
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
