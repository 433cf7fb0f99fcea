import { and, eq, sql } from "drizzle-orm";
import type { SpeakerStore } from "../../core/stores.ts";
import { asSystem, asViewer, type Database } from "./database.ts";
import { readTranscript } from "./memories.ts";
import { living, mayWrite, membership } from "./memory-access.ts";
import { asJson, memoryColumns, narratorJoin, readMemoryRow } from "./memory-row.ts";
import { member, memory, person, transcript } from "./schema.ts";

/** The voices of a recording. Each verb is one round trip, with membership checked beside the data. */
export function createSpeakerStore(db: Database): SpeakerStore {
  return {
    async findWords(memoryId) {
      const [[row]] = await asSystem(db, [
        db
          .select({
            ...memoryColumns,
            language: transcript.language,
            segments: transcript.segments,
            speakers: transcript.speakers,
          })
          .from(memory)
          .innerJoin(transcript, eq(transcript.memoryId, memory.id))
          .leftJoin(person, narratorJoin)
          .where(living(memoryId)),
      ]);
      const words = row && readTranscript(row);
      return words && { memory: readMemoryRow(row), transcript: words };
    },

    async keepVoices({ id, familyId }, { segments, speakers }) {
      const voices = Object.fromEntries(
        segments.map(({ id: segmentId, speaker, speakerId }) => [segmentId, { speaker, speakerId }]),
      );
      const [, kept] = await asSystem(db, [
        db
          .update(transcript)
          .set({
            speakers,
            // Whoever was named by hand meanwhile stays named.
            segments: sql`(select jsonb_agg(coalesce(${asJson(voices)} -> (segment ->> 'id'), '{}') || (segment - 'speaker')
                || coalesce(jsonb_strip_nulls(jsonb_build_object('speaker', ${asJson(voices)} -> (segment ->> 'id') -> 'speaker')), '{}') order by place)
              from jsonb_array_elements(${transcript.segments}) with ordinality as each(segment, place))`,
          })
          .where(
            and(
              eq(transcript.memoryId, id),
              eq(transcript.familyId, familyId),
              sql`exists (select 1 from ${memory} where ${living(id)})`,
            ),
          ),
        db
          .update(memory)
          .set({ version: sql`${memory.version} + 1`, updatedAt: sql`now()` })
          .where(and(living(id), eq(memory.familyId, familyId)))
          .returning({ id: memory.id }),
      ]);
      return kept.length > 0;
    },

    async nameVoice(viewer, memoryId, label, personId) {
      const who = personId ?? null;
      const personKnown = sql<boolean>`(${who}::uuid is null or exists (select 1 from ${person} where ${person.id} = ${who}::uuid and ${person.familyId} = ${memory.familyId}))`;
      const isHeard = sql`exists (select from ${transcript} where ${transcript.memoryId} = ${memoryId}::uuid and ${transcript.speakers} @> ${asJson([{ label }])})`;
      const name = (
        list: typeof transcript.segments | typeof transcript.speakers,
        mark: string,
        field: string,
      ) => sql`(
        select jsonb_agg(case when each.value ->> ${mark}::text = ${label}
          then each.value - ${field}::text || jsonb_strip_nulls(jsonb_build_object(${field}::text, ${who}::text)) else each.value end order by place)
        from jsonb_array_elements(${list}) with ordinality as each(value, place))`;
      const [, updated, seen] = await asViewer(db, viewer, [
        db
          .update(memory)
          .set({ version: sql`${memory.version} + 1`, updatedAt: sql`now()` })
          .where(and(living(memoryId), mayWrite(db, viewer), personKnown, isHeard)),
        db
          .update(transcript)
          .set({
            segments: name(transcript.segments, "speaker", "speakerId"),
            speakers: name(transcript.speakers, "label", "personId"),
          })
          .where(
            and(
              eq(transcript.memoryId, memoryId),
              sql`${transcript.speakers} @> ${asJson([{ label }])}`,
              sql`exists (select 1 from ${memory} where ${living(memoryId)} and ${mayWrite(db, viewer)} and ${personKnown})`,
            ),
          )
          .returning({
            language: transcript.language,
            segments: transcript.segments,
            speakers: transcript.speakers,
          }),
        db
          .select({ role: member.role, personKnown })
          .from(memory)
          .innerJoin(member, membership(viewer))
          .where(living(memoryId)),
      ]);
      return {
        role: seen[0]?.role,
        personKnown: seen[0]?.personKnown ?? true,
        transcript: updated[0] && readTranscript(updated[0]),
      };
    },
  };
}
