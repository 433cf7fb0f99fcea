import { NeonDbError } from "@neondatabase/serverless";
import { and, desc, eq, exists, gt, inArray, isNull, type SQL, sql } from "drizzle-orm";
import type { Viewer } from "../../core/access.ts";
import {
  impossibleRelationship,
  type Relative,
  type StoryAbout,
  unknownRelative,
} from "../../core/relatives.ts";
import type { Evidence, Person } from "../../core/schemas.ts";
import type { PersonStore } from "../../core/stores.ts";
import { cutPage } from "./cut-page.ts";
import { asSystem, asViewer, type Database } from "./database.ts";
import { familyColumns, readFamilyRow, selectFamily } from "./families.ts";
import { asJson, toInstant } from "./memory-row.ts";
import { family, member, memory, person } from "./schema.ts";

/** A family tree beyond this is drawn in part. */
const mostRelatives = 500;
const mostStories = 50;

/**
 * The people in a family's stories. Each verb is one round trip, with membership checked beside the data. What follows
 * from a name or a relationship elsewhere is done by the triggers of migrations/0006_people.sql.
 */
export function createPersonStore(db: Database): PersonStore {
  const membership = (viewer: Viewer) =>
    and(eq(member.familyId, person.familyId), eq(member.userId, viewer.userId)) as SQL;
  const mayWrite = (viewer: Viewer) =>
    exists(
      db
        .select({ one: sql`1` })
        .from(member)
        .where(and(membership(viewer), inArray(member.role, ["owner", "editor"]))),
    );
  const selectSeen = (viewer: Viewer, personId: string) =>
    db
      .select({ row: person, role: member.role })
      .from(person)
      .innerJoin(member, membership(viewer))
      .where(eq(person.id, personId));
  const familyOf = (personId: string) => sql`(select family_id from ${person} where id = ${personId}::uuid)`;

  return {
    async list(viewer, familyId, page) {
      const [rows] = await asViewer(db, viewer, [
        db
          .select({ row: person, family: familyColumns })
          .from(member)
          .innerJoin(family, eq(family.id, member.familyId))
          .leftJoin(
            person,
            and(eq(person.familyId, member.familyId), page.cursor ? gt(person.id, page.cursor) : undefined),
          )
          .where(and(eq(member.familyId, familyId), eq(member.userId, viewer.userId)))
          .orderBy(person.id)
          .limit(page.limit + 1),
      ]);
      const [first] = rows;
      if (!first) return undefined;
      const people = rows.flatMap(({ row }) => (row ? [readPersonRow(row)] : []));
      return { family: readFamilyRow(first.family), ...cutPage(people, page.limit) };
    },

    async listRelatives(viewer, familyId) {
      const [families, relatives] = await asViewer(db, viewer, [
        selectFamily(db, viewer, familyId),
        selectRelatives(db, sql`${familyId}::uuid`),
      ]);
      const [own] = families;
      return own && { family: readFamilyRow(own), relatives: relatives.map(readRelative) };
    },

    async create(viewer, familyId, id, fields) {
      const [, roles, seen] = await refuseKin(
        asViewer(db, viewer, [
          db.execute(sql`
          insert into ${person} (id, family_id, name, aliases, born_on, died_on, birthplace, bio, relationships)
          select ${id}::uuid, ${member.familyId}, ${fields.name}, array(select jsonb_array_elements_text(${asJson(fields.aliases ?? [])})),
            ${fields.bornOn ?? null}, ${fields.diedOn ?? null}, ${fields.birthplace ?? null}, ${fields.bio ?? null}, ${asJson(fields.relationships ?? [])}
          from ${member}
          where ${member.familyId} = ${familyId}::uuid and ${member.userId} = ${viewer.userId}::uuid and ${member.role} in ('owner', 'editor')
          on conflict (id) do nothing`),
          db
            .select({ role: member.role })
            .from(member)
            .where(and(eq(member.familyId, familyId), eq(member.userId, viewer.userId))),
          selectSeen(viewer, id),
        ]),
      );
      return { role: roles[0]?.role, person: seen[0] && readPersonRow(seen[0].row) };
    },

    async find(viewer, personId) {
      const [[seen]] = await asViewer(db, viewer, [selectSeen(viewer, personId)]);
      return seen && { role: seen.role, person: readPersonRow(seen.row) };
    },

    async readPage(viewer, personId) {
      const about = { ...storyColumns, people: sql<null>`null` };
      const mentioned = sql`${memory.told} -> 'people' @> ${asJson([{ personId }])}`;
      const living = and(sql`${memory.familyId} = ${familyOf(personId)}`, isNull(memory.deletedAt));
      const [seen, told, spokenOf, relatives] = await asViewer(db, viewer, [
        selectSeen(viewer, personId),
        db
          .select(about)
          .from(memory)
          .where(and(living, eq(memory.narratorId, personId)))
          .orderBy(desc(memory.id))
          .limit(mostStories),
        db
          .select(storyColumns)
          .from(memory)
          .where(and(living, mentioned))
          .orderBy(desc(memory.id))
          .limit(mostStories),
        selectRelatives(db, familyOf(personId)),
      ]);
      const [first] = seen;
      return (
        first && {
          role: first.role,
          person: readPersonRow(first.row),
          told: told.map((story) => readStory(story, personId)),
          spokenOf: spokenOf.map((story) => readStory(story, personId)),
          relatives: relatives.map(readRelative),
        }
      );
    },

    async update(viewer, personId, patch) {
      const [updated, seen] = await refuseKin(
        asViewer(db, viewer, [
          db
            .update(person)
            .set({ ...patch, updatedAt: sql`now()` })
            .where(and(eq(person.id, personId), mayWrite(viewer)))
            .returning({ id: person.id }),
          selectSeen(viewer, personId),
        ]),
      );
      return {
        role: seen[0]?.role,
        person: updated.length > 0 && seen[0] ? readPersonRow(seen[0].row) : undefined,
      };
    },

    async remove(viewer, personId) {
      const [roles, removed] = await asViewer(db, viewer, [
        db
          .select({ role: member.role })
          .from(person)
          .innerJoin(member, membership(viewer))
          .where(eq(person.id, personId)),
        db
          .delete(person)
          .where(and(eq(person.id, personId), mayWrite(viewer)))
          .returning({ photoKey: person.photoKey }),
      ]);
      return { role: roles[0]?.role, photoKey: removed[0]?.photoKey ?? undefined };
    },

    async findPhoto(viewer, personId) {
      const [[seen]] = await asViewer(db, viewer, [selectSeen(viewer, personId)]);
      return seen && { key: seen.row.photoKey ?? undefined };
    },

    async setPhoto(viewer, personId, key) {
      const [before, updated, seen] = await asViewer(db, viewer, [
        db.select({ key: person.photoKey }).from(person).where(eq(person.id, personId)).for("update"),
        db
          .update(person)
          .set({ photoKey: key ?? null, updatedAt: sql`now()` })
          .where(and(eq(person.id, personId), mayWrite(viewer)))
          .returning({ id: person.id }),
        selectSeen(viewer, personId),
      ]);
      const changed = updated.length > 0;
      return {
        role: seen[0]?.role,
        person: changed && seen[0] ? readPersonRow(seen[0].row) : undefined,
        before: changed ? (before[0]?.key ?? undefined) : undefined,
      };
    },

    async knownPhotoKeys(keys) {
      if (keys.length === 0) return new Set();
      const ids = keys.flatMap((key) => key.split("/")[2] ?? []);
      const [rows] = await asSystem(db, [
        db
          .select({ key: person.photoKey })
          .from(person)
          .where(sql`${person.id}::text in (select jsonb_array_elements_text(${asJson(ids)}))`),
      ]);
      return new Set(rows.flatMap(({ key }) => (key ? [key] : [])));
    },
  };
}

/** Everybody of a family, by name. */
export function selectRelatives(db: Database, familyId: SQL) {
  return db
    .select({
      id: person.id,
      name: person.name,
      aliases: person.aliases,
      bornOn: person.bornOn,
      diedOn: person.diedOn,
      photoKey: person.photoKey,
      relationships: person.relationships,
    })
    .from(person)
    .where(sql`${person.familyId} = ${familyId}`)
    .orderBy(sql`lower(${person.name})`, person.id)
    .limit(mostRelatives);
}

/** A relative as pages know them. */
export function readRelative(row: Awaited<ReturnType<typeof selectRelatives>>[number]): Relative {
  return {
    id: row.id,
    name: row.name,
    aliases: row.aliases,
    bornOn: row.bornOn ?? undefined,
    diedOn: row.diedOn ?? undefined,
    photoUrl: writePhotoUrl(row),
    relationships: row.relationships,
  };
}

const storyColumns = {
  id: memory.id,
  title: memory.title,
  seconds: sql<number>`(${memory.probe} ->> 'seconds')::float8`,
  happened: memory.happened,
  language: memory.language,
  createdAt: memory.createdAt,
  people: sql<
    { personId?: string; heard?: string[]; evidence: Evidence[] }[] | null
  >`${memory.told} -> 'people'`,
};

function readStory(
  row: {
    id: string;
    title: string;
    seconds: number;
    happened: StoryAbout["happened"] | null;
    language: string | null;
    createdAt: string;
    people: { personId?: string; heard?: string[]; evidence: Evidence[] }[] | null;
  },
  personId: string,
): StoryAbout {
  const mention = row.people?.find((each) => each.personId === personId);
  return {
    id: row.id,
    title: row.title,
    seconds: row.seconds,
    happened: row.happened ?? undefined,
    language: row.language ?? undefined,
    createdAt: toInstant(row.createdAt),
    evidence: mention?.evidence ?? [],
    heard: mention?.heard ?? [],
  };
}

/** What the triggers refuse, in the words of core. */
async function refuseKin<Answer>(work: Promise<Answer>): Promise<Answer> {
  try {
    return await work;
  } catch (error) {
    const code = findDatabaseCode(error);
    if (code === "MV001") throw impossibleRelationship();
    if (code === "MV002") throw unknownRelative();
    throw error;
  }
}

/** The SQLSTATE inside an error that Drizzle may have wrapped. */
function findDatabaseCode(error: unknown): string | undefined {
  for (let inner = error; inner instanceof Error; inner = inner.cause) {
    if (inner instanceof NeonDbError) return inner.code;
  }
  return undefined;
}

function writePhotoUrl({ id, photoKey }: { id: string; photoKey: string | null }): string | undefined {
  return photoKey === null ? undefined : `/api/v1/people/${id}/photo?v=${photoKey.split("/").at(-1)}`;
}

function readPersonRow(row: typeof person.$inferSelect): Person {
  return {
    id: row.id,
    familyId: row.familyId,
    name: row.name,
    aliases: row.aliases,
    bornOn: row.bornOn ?? undefined,
    diedOn: row.diedOn ?? undefined,
    birthplace: row.birthplace ?? undefined,
    bio: row.bio ?? undefined,
    photoUrl: writePhotoUrl(row),
    relationships: row.relationships,
    createdAt: toInstant(row.createdAt),
    updatedAt: toInstant(row.updatedAt),
  };
}
