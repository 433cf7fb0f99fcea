import { and, eq, inArray, isNull, lt, ne, type SQL, sql } from "drizzle-orm";
import type { Viewer } from "../../core/access.ts";
import { defaultPatienceSeconds } from "../../core/interview/interview.ts";
import type { Family, Page } from "../../core/schemas.ts";
import type { InterviewStore } from "../../core/stores.ts";
import { cutPage } from "./cut-page.ts";
import { asViewer, type Database } from "./database.ts";
import { familyColumns, readFamilyRow, selectFamily } from "./families.ts";
import { selectLedger } from "./interview-ledger.ts";
import {
  interviewNarrator,
  interviewSummary,
  questionColumns,
  questionNarrator,
  readInterview,
  readInterviewSummary,
  readQuestion,
  wholeInterview,
} from "./interview-rows.ts";
import { mayWriteRoles } from "./memory-access.ts";
import { family, interview, member, person, queuedQuestion, user } from "./schema.ts";

type FamilyRow = Omit<Family, "createdAt" | "deleteAfter"> & {
  createdAt: string;
  deleteAfter: string | null;
};

/** How many sessions that are still open, and questions that wait, the page that begins one shows. */
const mostShown = 50;

/** Interviews and the questions that relatives queue. Each verb is one round trip, with membership checked beside the data. */
export function createInterviewStore(db: Database): InterviewStore {
  const selectInterviews = () =>
    db
      .select({ ...wholeInterview, family: familyColumns })
      .from(interview)
      .innerJoin(family, eq(family.id, interview.familyId));
  const selectSeen = (viewer: Viewer, interviewId: string) =>
    selectInterviews()
      .innerJoin(member, and(eq(member.familyId, family.id), eq(member.userId, viewer.userId)))
      .leftJoin(person, interviewNarrator)
      .where(eq(interview.id, interviewId));
  const selectSummaries = (where: SQL | undefined, limit: number) =>
    db
      .select(interviewSummary)
      .from(interview)
      .leftJoin(person, interviewNarrator)
      .where(where)
      .orderBy(sql`${interview.id} desc nulls last`)
      .limit(limit);
  const selectQuestions = (where: SQL | undefined) =>
    db
      .select(questionColumns)
      .from(queuedQuestion)
      .leftJoin(person, questionNarrator)
      .leftJoin(user, eq(user.id, queuedQuestion.askedBy))
      .where(where);
  const selectPage = (familyId: string, page: Page) =>
    selectSummaries(
      and(eq(interview.familyId, familyId), page.cursor ? lt(interview.id, page.cursor) : undefined),
      page.limit + 1,
    );
  const selectQuestionPage = (familyId: string, page: Page) =>
    selectQuestions(
      and(
        eq(queuedQuestion.familyId, familyId),
        page.cursor ? lt(queuedQuestion.id, page.cursor) : undefined,
      ),
    )
      .orderBy(sql`${queuedQuestion.id} desc nulls last`)
      .limit(page.limit + 1);
  const selectPeople = (familyId: string) =>
    db
      .select({ id: person.id, name: person.name, patienceSeconds: person.patienceSeconds })
      .from(person)
      .where(eq(person.familyId, familyId))
      .orderBy(sql`lower(${person.name})`, person.id)
      .limit(500);
  const isKnown = (narratorId: string | undefined, familyId: string) => {
    const narrator = sql`${narratorId ?? null}::uuid`;
    return sql<boolean>`(${narrator} is null or exists (select from ${person} where ${person.id} = ${narrator} and ${person.familyId} = ${familyId}::uuid))`;
  };
  const selectKnown = (narratorId: string | undefined, familyId: string) =>
    db.execute<{ known: boolean }>(sql`select ${isKnown(narratorId, familyId)} as known`);

  return {
    async begin(viewer, familyId, id, fields) {
      const { narratorId, topic, chapter, language, patienceSeconds } = fields;
      const narrator = sql`${narratorId ?? null}::uuid`;
      const patience = sql`${patienceSeconds ?? null}::smallint`;
      const editor = and(
        eq(member.familyId, familyId),
        eq(member.userId, viewer.userId),
        mayWriteRoles,
        sql`exists (select from ${family} where ${family.id} = ${member.familyId} and ${family.deleteAfter} is null)`,
      );
      const [, , [own], known, [seen], ledgers] = await asViewer(db, viewer, [
        db.execute(sql`
          update ${person} set patience_seconds = ${patience}
          where ${person.id} = ${narrator} and ${person.familyId} = ${familyId}::uuid and ${patience} is not null
            and exists (select from ${member} where ${editor})`),
        db.execute(sql`
          insert into ${interview} (id, family_id, narrator_id, started_by, language, topic, chapter, patience_seconds)
          select ${id}::uuid, ${member.familyId}, ${narrator}, ${member.userId}, ${language}, ${topic ?? null}, ${chapter ?? null},
            coalesce(${patience}, (select ${person.patienceSeconds} from ${person} where ${person.id} = ${narrator}), ${defaultPatienceSeconds}::smallint)
          from ${member} where ${editor} and ${isKnown(narratorId, familyId)}
          on conflict (id) do nothing`),
        selectFamily(db, viewer, familyId),
        selectKnown(narratorId, familyId),
        selectSeen(viewer, id),
        selectLedger(db, familyId, narratorId, id),
      ]);
      const ledger = ledgers.rows[0]?.ledger;
      return {
        family: own && readFamilyRow(own),
        narratorKnown: known.rows[0]?.known ?? false,
        begun: seen && ledger && { interview: readSeen(seen).interview, ledger },
      };
    },

    async list(viewer, familyId, page) {
      const [[own], rows] = await asViewer(db, viewer, [
        selectFamily(db, viewer, familyId),
        selectPage(familyId, page),
      ]);
      return own && { family: readFamilyRow(own), ...cutPage(rows.map(readInterviewSummary), page.limit) };
    },

    async listWithQuestions(viewer, familyId, page) {
      const [[own], rows, questions, people] = await asViewer(db, viewer, [
        selectFamily(db, viewer, familyId),
        selectPage(familyId, page),
        selectQuestionPage(familyId, { cursor: undefined, limit: page.limit }),
        selectPeople(familyId),
      ]);
      return (
        own && {
          family: readFamilyRow(own),
          ...cutPage(rows.map(readInterviewSummary), page.limit),
          questions: cutPage(questions.map(readQuestion), page.limit).items,
          people: people.map(({ id, name }) => ({ id, name })),
        }
      );
    },

    async prepare(viewer, familyId) {
      const [[own], people, questions, open] = await asViewer(db, viewer, [
        selectFamily(db, viewer, familyId),
        selectPeople(familyId),
        selectQuestions(and(eq(queuedQuestion.familyId, familyId), isNull(queuedQuestion.answeredAt)))
          .orderBy(queuedQuestion.id)
          .limit(mostShown),
        selectSummaries(and(eq(interview.familyId, familyId), ne(interview.state, "closed")), mostShown),
      ]);
      return (
        own && {
          family: readFamilyRow(own),
          people: people.map(({ id, name, patienceSeconds }) => ({
            id,
            name,
            patienceSeconds: patienceSeconds ?? undefined,
          })),
          queued: questions.map(readQuestion),
          open: open.map(readInterviewSummary),
        }
      );
    },

    async find(viewer, interviewId) {
      const [[seen]] = await asViewer(db, viewer, [selectSeen(viewer, interviewId)]);
      return seen && readSeen(seen);
    },

    async queueQuestion(viewer, familyId, id, { text, narratorId }) {
      const [, [own], known, [seen]] = await asViewer(db, viewer, [
        db.execute(sql`
          insert into ${queuedQuestion} (id, family_id, narrator_id, asked_by, text)
          select ${id}::uuid, ${member.familyId}, ${narratorId ?? null}::uuid, ${member.userId}, ${text}
          from ${member} join ${family} on ${family.id} = ${member.familyId} and ${family.deleteAfter} is null
          where ${member.familyId} = ${familyId}::uuid and ${member.userId} = ${viewer.userId}::uuid
            and ${isKnown(narratorId, familyId)}
          on conflict (id) do nothing`),
        selectFamily(db, viewer, familyId),
        selectKnown(narratorId, familyId),
        selectQuestions(and(eq(queuedQuestion.id, id), eq(queuedQuestion.familyId, familyId))),
      ]);
      return {
        family: own && readFamilyRow(own),
        narratorKnown: known.rows[0]?.known ?? false,
        question: seen && readQuestion(seen),
      };
    },

    async listQuestions(viewer, familyId, page) {
      const [[own], rows] = await asViewer(db, viewer, [
        selectFamily(db, viewer, familyId),
        selectQuestionPage(familyId, page),
      ]);
      return own && { family: readFamilyRow(own), ...cutPage(rows.map(readQuestion), page.limit) };
    },

    async removeQuestion(viewer, questionId) {
      const role = db
        .select({
          role: member.role,
          mine: sql<boolean>`${queuedQuestion.askedBy} is not distinct from ${viewer.userId}::uuid`,
        })
        .from(queuedQuestion)
        .innerJoin(
          member,
          and(eq(member.familyId, queuedQuestion.familyId), eq(member.userId, viewer.userId)),
        )
        .where(eq(queuedQuestion.id, questionId));
      const editors = db
        .select({ familyId: member.familyId })
        .from(member)
        .where(and(eq(member.userId, viewer.userId), mayWriteRoles));
      const [[seen], removed] = await asViewer(db, viewer, [
        role,
        db
          .delete(queuedQuestion)
          .where(
            and(
              eq(queuedQuestion.id, questionId),
              isNull(queuedQuestion.answeredAt),
              sql`(${eq(queuedQuestion.askedBy, viewer.userId)} or ${inArray(queuedQuestion.familyId, editors)})`,
            ),
          )
          .returning({ id: queuedQuestion.id }),
      ]);
      return { role: seen?.role, mine: seen?.mine ?? false, removed: removed.length > 0 };
    },
  };
}

function readSeen({ family, ...row }: Parameters<typeof readInterview>[0] & { family: FamilyRow }) {
  return { family: readFamilyRow(family), interview: readInterview(row) };
}
