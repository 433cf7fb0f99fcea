import { eq, sql } from "drizzle-orm";
import type { InterviewKeeping } from "../../core/queue-stores.ts";
import { asSystem, type Database } from "./database.ts";
import { asJson } from "./memory-row.ts";
import { declinedTopic, interview, memory, queuedQuestion } from "./schema.ts";

/** What sessions write into Postgres, in one round trip. Nobody in particular acts: each statement names the interview. */
export function createInterviewKeeping(db: Database): InterviewKeeping {
  return {
    async save(interviewId, mirror) {
      const { state, turns, coverage, followUps, declined, memories, closedAt } = mirror;
      const answered = turns
        .filter(
          ({ question, outcome }) =>
            question.origin === "relative" && (outcome === "answered" || outcome === "unheard"),
        )
        .map(({ id, question, endedAt, askedAt }) => ({
          questionId: question.sourceId,
          answeredAt: endedAt ?? askedAt,
          memoryId: memories.find(({ turnIds }) => turnIds.includes(id))?.id ?? null,
        }));
      const [saved] = await asSystem(db, [
        db
          .update(interview)
          .set({
            state,
            turns,
            coverage,
            followUps: sql`array(select jsonb_array_elements_text(${asJson(followUps)}))`,
            memoryIds: sql`array(select jsonb_array_elements_text(${asJson(memories.map(({ id }) => id))})::uuid)`,
            closedAt: closedAt ?? null,
          })
          .where(eq(interview.id, interviewId))
          .returning({ id: interview.id }),
        db.execute(sql`
          insert into ${declinedTopic} (family_id, narrator_id, interview_id, words)
          select ${interview.familyId}, ${interview.narratorId}, ${interview.id}, words
          from ${interview}, jsonb_array_elements_text(${asJson(declined)}) as each(words)
          where ${interview.id} = ${interviewId}::uuid
          on conflict (interview_id, words) do nothing`),
        db.execute(sql`
          update ${queuedQuestion} set answered_at = coalesce(${queuedQuestion.answeredAt}, answered.at), interview_id = ${interview.id},
            memory_id = (select ${memory.id} from ${memory} where ${memory.id} = answered.memory_id)
          from ${interview}, (
            select (each ->> 'questionId')::uuid as id, (each ->> 'answeredAt')::timestamptz as at, (each ->> 'memoryId')::uuid as memory_id
            from jsonb_array_elements(${asJson(answered)}) as each) as answered
          where ${interview.id} = ${interviewId}::uuid and ${queuedQuestion.id} = answered.id
            and ${queuedQuestion.familyId} = ${interview.familyId}`),
      ]);
      return saved.length > 0;
    },
  };
}
