import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Interview, InterviewSummary, QueuedQuestion } from "../../core/interview/interview.ts";
import { toInstant } from "./memory-row.ts";
import { interview, memory, person, queuedQuestion, user } from "./schema.ts";

const became = alias(memory, "became");
/** The memories that an interview became, in the order in which they were told, unless they were deleted. */
const memories = sql<Interview["memories"]>`coalesce((
  select jsonb_agg(jsonb_build_object('id', ${became.id}, 'title', ${became.title}, 'status', ${became.status}) order by place)
  from unnest(${interview.memoryIds}) with ordinality as each(memory_id, place)
  join ${memory} as became on ${became.id} = each.memory_id and ${isNull(became.deletedAt)}), '[]'::jsonb)`;

const summaryColumns = {
  id: interview.id,
  familyId: interview.familyId,
  state: interview.state,
  narratorId: interview.narratorId,
  narratorName: person.name,
  topic: interview.topic,
  chapter: interview.chapter,
  language: interview.language,
  patienceSeconds: interview.patienceSeconds,
  turnCount: sql<number>`jsonb_array_length(${interview.turns})`.mapWith(Number),
  memories,
  createdAt: interview.createdAt,
  closedAt: interview.closedAt,
};

/** What is selected of an interview for a list, and for its own page. */
export const interviewSummary = summaryColumns;
export const wholeInterview = {
  ...summaryColumns,
  turns: interview.turns,
  coverage: interview.coverage,
  followUps: interview.followUps,
};
export const interviewNarrator = and(
  eq(person.id, interview.narratorId),
  eq(person.familyId, interview.familyId),
) as SQL;

type Row = typeof interview.$inferSelect;
type SummaryRow = Omit<Row, "startedBy" | "memoryIds" | "turns" | "coverage" | "followUps"> & {
  narratorName: string | null;
  turnCount: number;
  memories: Interview["memories"];
};
type WholeRow = SummaryRow & Pick<Row, "turns" | "coverage" | "followUps">;

export function readInterviewSummary(row: SummaryRow): InterviewSummary {
  const { narratorId, narratorName, topic, chapter, createdAt, closedAt, ...rest } = row;
  return {
    ...rest,
    narrator: narratorId && narratorName !== null ? { id: narratorId, name: narratorName } : undefined,
    topic: topic ?? undefined,
    chapter: chapter ?? undefined,
    createdAt: toInstant(createdAt),
    closedAt: toInstant(closedAt),
  };
}

export function readInterview({ turns, coverage, followUps, ...summary }: WholeRow): Interview {
  const { turnCount: _, ...rest } = readInterviewSummary(summary);
  return { ...rest, turns, coverage, followUps };
}

/** What is selected of a question that waits, with whom it is for and who asks. */
export const questionColumns = { row: queuedQuestion, narratorName: person.name, askerName: user.name };
export const questionNarrator = and(
  eq(person.id, queuedQuestion.narratorId),
  eq(person.familyId, queuedQuestion.familyId),
) as SQL;

export function readQuestion(selected: {
  row: typeof queuedQuestion.$inferSelect;
  narratorName: string | null;
  askerName: string | null;
}): QueuedQuestion {
  const { row, narratorName, askerName } = selected;
  return {
    id: row.id,
    familyId: row.familyId,
    text: row.text,
    narrator:
      row.narratorId && narratorName !== null ? { id: row.narratorId, name: narratorName } : undefined,
    askedBy: row.askedBy && askerName !== null ? { id: row.askedBy, name: askerName } : undefined,
    createdAt: toInstant(row.createdAt),
    interviewId: row.interviewId ?? undefined,
    answeredAt: toInstant(row.answeredAt),
    memoryId: row.memoryId ?? undefined,
  };
}
