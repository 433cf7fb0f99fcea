import { and, eq, exists, inArray, isNotNull, isNull, lt, ne, or, type SQL, sql } from "drizzle-orm";
import { nextStep, queueOf } from "../../core/pipeline.ts";
import type { Lease, PipelineStore } from "../../core/queue-stores.ts";
import { asSystem, type Database } from "./database.ts";
import { readTranscript } from "./memories.ts";
import { asJson, memoryColumns, narratorJoin, readMemoryRow } from "./memory-row.ts";
import { heardName, member, memory, notification, person, transcript, transcriptPart } from "./schema.ts";

/** What the queue consumers ask of Postgres: leases, progress, results. Every change names the lease it holds. */
export function createPipelineStore(db: Database): PipelineStore {
  const held = (lease: Lease) =>
    and(
      eq(memory.id, lease.memoryId),
      eq(memory.familyId, lease.familyId),
      eq(memory.leaseId, lease.id),
    ) as SQL;
  // A memory deleted while somebody works on it takes nothing more: what comes late must not bring it back.
  const heldAlive = (lease: Lease) => and(held(lease), isNull(memory.deletedAt)) as SQL;
  const now = sql<string>`now()`;
  const letGo = {
    leaseId: null,
    leaseExpiresAt: null,
    updatedAt: sql`now()`,
    version: sql`${memory.version} + 1`,
  };
  const forward = { ...letGo, attempts: 0, wakeAt: sql`now()`, stage: null };
  const change = async (set: Parameters<ReturnType<typeof db.update<typeof memory>>["set"]>[0], where: SQL) =>
    (await asSystem(db, [db.update(memory).set(set).where(where).returning({ id: memory.id })]))[0].length >
    0;
  const stillHeld = (lease: Lease) => sql`exists (select 1 from ${memory} where ${heldAlive(lease)})`;
  // An event names no run: of a memory that is done again everybody has heard already.
  const notifyAll = (lease: Lease, kind: "memory.ready" | "memory.failed") =>
    db.execute(sql`
      insert into ${notification} (id, family_id, user_id, memory_id, kind, event)
      select uuidv7(), ${member.familyId}, ${member.userId}, ${lease.memoryId}::uuid, ${kind}, ${`${kind}:${lease.memoryId}`}
      from ${member} where ${member.familyId} = ${lease.familyId}::uuid and ${stillHeld(lease)}
      on conflict (user_id, event) do nothing`);
  // One question a memory, to those who may answer it; its page has the others.
  const askEditors = (lease: Lease, asked: { name: string; person: string }[]) =>
    db.execute(sql`
      insert into ${notification} (id, family_id, user_id, memory_id, kind, event, details)
      select uuidv7(), ${member.familyId}, ${member.userId}, ${lease.memoryId}::uuid, 'name.heard', ${`name.heard:${lease.memoryId}`}, question.details
      from ${member}, (
        select details from jsonb_array_elements(${asJson(asked)}) with ordinality as each(details, place)
        where not exists (select 1 from ${heardName} where ${heardName.familyId} = ${lease.familyId}::uuid
          and ${heardName.meaning} = 'stranger' and ${heardName.key} = name_key(details ->> 'name'))
        order by place limit 1) as question
      where ${member.familyId} = ${lease.familyId}::uuid and ${member.role} in ('owner', 'editor') and ${stillHeld(lease)}
      on conflict (user_id, event) do nothing`);
  // Over all families: the vendor knows one account, ours.
  const anotherHas = async (lease: Lease, cid: string, state: SQL) =>
    (
      await asSystem(db, [
        db
          .select({ id: memory.id })
          .from(memory)
          .where(and(eq(memory.cid, cid), ne(memory.id, lease.memoryId), state))
          .limit(1),
      ])
    )[0].length > 0;

  return {
    async claim(memoryId, steps, leaseId, leaseSeconds) {
      const [claimed, selected, parts, words, known] = await asSystem(db, [
        db
          .update(memory)
          .set({
            leaseId,
            leaseExpiresAt: sql`now() + make_interval(secs => ${leaseSeconds})`,
            attempts: sql`${memory.attempts} + 1`,
            status: sql`case when ${memory.status} = 'uploaded' and ${memory.deletedAt} is null then 'transcribing' else ${memory.status} end`,
          })
          .where(
            and(
              eq(memory.id, memoryId),
              or(isNull(memory.leaseExpiresAt), lt(memory.leaseExpiresAt, sql`now()`)),
              // A memory is erased without waiting for the pause that its last step was granted.
              sql`(${memory.wakeAt} <= now() or ${memory.eraseAt} <= now())`,
              or(...steps.map(waitsFor)),
            ),
          )
          .returning({ id: memory.id }),
        db
          .select({ ...memoryColumns, now })
          .from(memory)
          .leftJoin(person, narratorJoin)
          .where(and(eq(memory.id, memoryId), eq(memory.leaseId, leaseId))),
        db
          .select({ index: transcriptPart.index, start: transcriptPart.start, heard: transcriptPart.heard })
          .from(transcriptPart)
          .innerJoin(memory, eq(memory.id, transcriptPart.memoryId))
          .where(
            and(eq(memory.id, memoryId), eq(memory.leaseId, leaseId), eq(memory.status, "transcribing")),
          ),
        db
          .select({
            language: transcript.language,
            segments: transcript.segments,
            speakers: transcript.speakers,
          })
          .from(transcript)
          .innerJoin(memory, eq(memory.id, transcript.memoryId))
          .where(
            and(
              eq(memory.id, memoryId),
              eq(memory.leaseId, leaseId),
              inArray(memory.status, ["transcribing", "enriching"]),
            ),
          ),
        db
          .select({
            id: person.id,
            name: person.name,
            aliases: person.aliases,
            relationships: person.relationships,
            heardAs: sql<
              string[]
            >`array(select ${heardName.name} from ${heardName} where ${heardName.personId} = ${person.id})`,
            // Of the latest stories only: it is a hint for the transcriber, and must not grow with the vault.
            stories: sql<number>`coalesce((select count(*) from (
              select told from ${memory} as other where other.family_id = ${person.familyId} and other.deleted_at is null
              order by other.id desc limit 200) as latest where told -> 'people' @> jsonb_build_array(jsonb_build_object('personId', ${person.id}))), 0)::int`,
          })
          .from(person)
          .innerJoin(memory, eq(memory.familyId, person.familyId))
          .where(and(eq(memory.id, memoryId), eq(memory.leaseId, leaseId))),
      ]);
      const row = selected[0];
      if (claimed.length === 0 || !row) return undefined;
      const record = readMemoryRow(row);
      const step = nextStep(record, new Date(row.now));
      if (!step) return undefined;
      return {
        lease: { id: leaseId, memoryId, familyId: record.familyId },
        step,
        memory: record,
        plan: row.row.plan ?? undefined,
        parts: new Map(parts.map((part) => [part.index, { start: part.start, heard: part.heard }])),
        transcript: words[0] && readTranscript(words[0]),
        known,
      };
    },

    renew: (lease, leaseSeconds) =>
      change({ leaseExpiresAt: sql`now() + make_interval(secs => ${leaseSeconds})` }, held(lease)),

    report: (lease, stage, leaseSeconds) =>
      change(
        { stage, leaseExpiresAt: sql`now() + make_interval(secs => ${leaseSeconds})` },
        heldAlive(lease),
      ),

    async keepPlan(lease, plan) {
      const [, kept] = await asSystem(db, [
        // What was heard by another plan belongs to an earlier hearing.
        db.delete(transcriptPart).where(and(eq(transcriptPart.memoryId, lease.memoryId), stillHeld(lease))),
        db.update(memory).set({ plan }).where(heldAlive(lease)).returning({ id: memory.id }),
      ]);
      return kept.length > 0;
    },

    async keepPart(lease, part, count) {
      const [, kept] = await asSystem(db, [
        db.execute(sql`
          insert into ${transcriptPart} (memory_id, family_id, index, start, heard)
          select ${lease.memoryId}::uuid, ${lease.familyId}::uuid, ${part.index}::smallint, ${part.start}::real, ${asJson(part.heard)}
          where ${stillHeld(lease)} on conflict (memory_id, index) do nothing`),
        db
          .update(memory)
          .set({
            ...letGo,
            attempts: 0,
            wakeAt: sql`now()`,
            stage: sql`jsonb_build_object('name', 'transcribe', 'progress',
              (select count(*) from ${transcriptPart} where ${transcriptPart.memoryId} = ${lease.memoryId}::uuid)::real / ${count}::real)`,
          })
          .where(heldAlive(lease))
          .returning({ id: memory.id }),
      ]);
      return kept.length > 0;
    },

    async readWords(lease) {
      const [[row]] = await asSystem(db, [
        db
          .select({
            language: transcript.language,
            segments: transcript.segments,
            speakers: transcript.speakers,
            corrected: transcript.edited,
            mark: wordsMark,
          })
          .from(transcript)
          .where(and(eq(transcript.memoryId, lease.memoryId), stillHeld(lease))),
      ]);
      const words = row && readTranscript(row);
      return words && { transcript: words, corrected: row.corrected, mark: row.mark };
    },

    async keepTranscript(lease, words, waveform, before) {
      // Whether the first statement wrote the words: a person may have corrected the earlier ones since they were read.
      const written = exists(
        db
          .select({ one: sql`1` })
          .from(transcript)
          .where(
            and(eq(transcript.memoryId, lease.memoryId), sql`${transcript}.xmin = pg_current_xact_id()::xid`),
          ),
      );
      const [, , kept] = await asSystem(db, [
        db.execute(sql`
          insert into ${transcript} (memory_id, family_id, language, segments)
          select ${lease.memoryId}::uuid, ${lease.familyId}::uuid, ${words.language}, ${asJson(words.segments)}
          where ${stillHeld(lease)}
          on conflict (memory_id) do update set language = excluded.language, segments = excluded.segments
          where ${wordsMark} = ${before?.mark ?? ""}`),
        db
          .delete(transcriptPart)
          .where(and(eq(transcriptPart.memoryId, lease.memoryId), stillHeld(lease), written)),
        db
          .update(memory)
          .set({
            ...forward,
            status: "enriching",
            language: sql`coalesce(${memory.language}, ${words.language})`,
            ...(waveform ? { waveform: waveform.bars, waveformSource: waveform.source } : {}),
          })
          .where(and(heldAlive(lease), written))
          .returning({ id: memory.id }),
      ]);
      return kept.length > 0;
    },

    async keepEnrichment(lease, found, asked) {
      // A field that a person wrote keeps its value.
      const unlessEdited = (field: string, column: SQL | typeof memory.title, value: SQL) =>
        sql`case when ${field} = any(${memory.edited}) then ${column} else ${value} end`;
      const { tone, people, places, dates, followUps, warnings } = found;
      const [, kept] = await asSystem(db, [
        askEditors(lease, asked),
        db
          .update(memory)
          .set({
            ...forward,
            status: "pinning",
            title: unlessEdited("title", memory.title, sql`${found.title}`),
            oneLiner: unlessEdited("oneLiner", sql`${memory.oneLiner}`, sql`${found.oneLiner}`),
            summary: unlessEdited("summary", sql`${memory.summary}`, sql`${found.summary}`),
            chapter: unlessEdited("chapter", sql`${memory.chapter}`, sql`${found.chapter ?? null}`),
            chapters: unlessEdited("chapters", sql`${memory.chapters}`, asTextArray(found.chapters)),
            themes: unlessEdited("themes", sql`${memory.themes}`, asTextArray(found.themes)),
            happened: unlessEdited(
              "happened",
              sql`${memory.happened}`,
              found.happened ? asJson(found.happened) : sql`null::jsonb`,
            ),
            claims: sql`(select coalesce(jsonb_agg(claim), '[]'::jsonb) from jsonb_array_elements(${asJson(found.claims)}) as each(claim)
            where claim ->> 'field' <> all(${memory.edited}))`,
            told: { tone, people, places, dates, followUps, warnings },
          })
          .where(heldAlive(lease))
          .returning({ id: memory.id }),
      ]);
      return kept.length > 0;
    },

    keepPinProgress: (lease, pin) =>
      change(
        {
          ...(pin.cid === undefined ? {} : { cid: pin.cid, pinProfile: pin.profile }),
          ...(pin.resume === undefined ? {} : { pinResume: pin.resume }),
          ...(pin.vendorId === undefined
            ? {}
            : { pinVendorId: pin.vendorId, pinnedAt: sql`now()`, pinResume: null }),
        },
        // Not only the living: an erased memory must know of a pin that was made while it was being deleted.
        held(lease),
      ),

    async keepPin(lease) {
      const [, kept] = await asSystem(db, [
        notifyAll(lease, "memory.ready"),
        db
          .update(memory)
          .set({ ...forward, status: "ready", verifiedAt: sql`coalesce(${memory.verifiedAt}, now())` })
          .where(heldAlive(lease))
          .returning({ id: memory.id }),
      ]);
      return kept.length > 0;
    },

    keepTidied: (lease) => change({ ...letGo, attempts: 0, objectKey: null }, held(lease)),

    postpone: (lease, seconds, stage) =>
      change(
        {
          ...letGo,
          stage: stage ?? null,
          // A deleted memory isn't looked at before it is to be erased.
          wakeAt: sql`greatest(now() + make_interval(secs => ${seconds}), ${memory.eraseAt})`,
        },
        held(lease),
      ),

    async fail(lease, failure) {
      const [, kept] = await asSystem(db, [
        notifyAll(lease, "memory.failed"),
        db
          .update(memory)
          .set({ ...forward, status: "failed", failure })
          .where(heldAlive(lease))
          .returning({ id: memory.id }),
      ]);
      return kept.length > 0;
    },

    // A memory that can be restored still needs its copy.
    isPinShared: (lease, cid) => anotherHas(lease, cid, sql`(${memory.eraseAt} <= now()) is not true`),
    isPinLeaving: (lease, cid) => anotherHas(lease, cid, sql`${memory.eraseAt} <= now()`),

    async erase(lease) {
      const [erased] = await asSystem(db, [
        db
          .delete(memory)
          .where(and(held(lease), sql`${memory.eraseAt} <= now()`))
          .returning({ id: memory.id }),
      ]);
      return erased.length > 0;
    },

    async listStuck(limit) {
      const [rows] = await asSystem(db, [
        db
          .select({ ...memoryColumns, now })
          .from(memory)
          .leftJoin(person, narratorJoin)
          .where(
            and(
              or(
                waitsFor("transcribe"),
                waitsFor("enrich"),
                waitsFor("pin"),
                waitsFor("tidy"),
                waitsFor("erase"),
              ),
              // Its own message is given a minute to arrive before another is sent.
              lt(memory.wakeAt, sql`now() - interval '1 minute'`),
              or(isNull(memory.leaseExpiresAt), lt(memory.leaseExpiresAt, sql`now()`)),
            ),
          )
          .orderBy(memory.wakeAt)
          .limit(limit),
      ]);
      return rows.flatMap((row) => {
        const record = readMemoryRow(row);
        const step = nextStep(record, new Date(row.now));
        return step ? [{ memoryId: record.id, type: queueOf(step) }] : [];
      });
    },

    async knownObjectKeys(keys) {
      if (keys.length === 0) return new Set();
      const [rows] = await asSystem(db, [
        db.select({ key: memory.objectKey }).from(memory).where(inArray(memory.objectKey, keys)),
      ]);
      return new Set(rows.flatMap(({ key }) => (key ? [key] : [])));
    },

    async listExpiredAudio(limit) {
      const [rows] = await asSystem(db, [
        db
          .select({ memoryId: memory.id, familyId: memory.familyId, objectKey: memory.objectKey })
          .from(memory)
          .where(
            and(
              eq(memory.status, "failed"),
              sql`${memory.objectKey} is not null`,
              lt(memory.updatedAt, sql`now() - interval '30 days'`),
            ),
          )
          .limit(limit),
      ]);
      return rows.flatMap(({ objectKey, ...row }) => (objectKey ? [{ ...row, objectKey }] : []));
    },

    async forgetObject(familyId, memoryId) {
      await asSystem(db, [
        db
          .update(memory)
          .set({
            objectKey: null,
            // Where a copy was kept before the memory was done again, trying again can use that.
            failure: sql`case when ${memory.verifiedAt} is null then jsonb_set(${memory.failure}, '{retryable}', 'false') else ${memory.failure} end`,
          })
          .where(and(eq(memory.id, memoryId), eq(memory.familyId, familyId), eq(memory.status, "failed"))),
      ]);
    },
  };
}

/** The rows that wait for a step: `nextStep` of core/pipeline.ts, said in SQL. */
function waitsFor(step: "transcribe" | "enrich" | "pin" | "tidy" | "erase"): SQL | undefined {
  if (step === "erase") return and(isNotNull(memory.deletedAt), sql`${memory.eraseAt} <= now()`);
  const statuses = {
    transcribe: sql`${memory.status} in ('uploaded', 'transcribing')`,
    enrich: sql`${memory.status} = 'enriching'`,
    pin: sql`${memory.status} = 'pinning'`,
    tidy: sql`${memory.status} = 'ready' and ${memory.objectKey} is not null`,
  };
  return and(isNull(memory.deletedAt), statuses[step]);
}

/** Changes whenever the words of a memory do: Postgres' own name for who wrote the row last. */
const wordsMark = sql<string>`${transcript}.xmin::text`;

function asTextArray(values: string[]): SQL {
  return sql`array(select jsonb_array_elements_text(${asJson(values)}))`;
}
