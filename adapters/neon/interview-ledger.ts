import { isNull, type SQL, sql } from "drizzle-orm";
import type { Ledger } from "../../core/interview/ledger.ts";
import type { Database } from "./database.ts";
import { declinedTopic, interview, memory, person, queuedQuestion, user } from "./schema.ts";

/** Bounds of what an interviewer is told: the newest of what was told and asked, the oldest of what waits. */
const most = { told: 300, asked: 500, declined: 200, open: 50, queued: 20, names: 200 };

/**
 * All that is known before an interview with this narrator begins, but for the interview `except` itself. No narrator:
 * what was told, asked and declined without saying by whom. One statement, of one row.
 */
export function selectLedger(db: Database, familyId: string, narratorId: string | undefined, except: string) {
  const narrator = sql`${narratorId ?? null}::uuid`;
  const theirs = (table: typeof memory | typeof interview | typeof declinedTopic) =>
    sql`${table.familyId} = ${familyId}::uuid and ${table.narratorId} is not distinct from ${narrator}`;
  const earlier = sql`${theirs(interview)} and ${interview.id} <> ${except}::uuid`;
  return db.execute<{ ledger: Ledger }>(sql`
    select jsonb_strip_nulls(jsonb_build_object(
      'told', ${listOf(sql`
        select jsonb_build_object('title', ${memory.title}, 'oneLiner', ${memory.oneLiner}, 'chapter', ${memory.chapter},
          'decade', substring(${memory.happened} ->> 'from' from '^\\d{3}')::int * 10,
          'people', jsonb_path_query_array(${memory.told}, '$.people[*].name'),
          'places', jsonb_path_query_array(${memory.told}, '$.places[*].name')) as item
        from ${memory} where ${theirs(memory)} and ${isNull(memory.deletedAt)} and ${memory.title} <> ''
        order by ${memory.id} desc limit ${most.told}`)},
      'asked', ${listOf(sql`
        select turn -> 'question' -> 'text' as item
        from ${interview}, jsonb_array_elements(${interview.turns}) with ordinality as each(turn, place)
        where ${earlier} and turn ->> 'outcome' in ('answered', 'unheard')
        order by ${interview.id} desc, place desc limit ${most.asked}`)},
      'declined', ${listOf(sql`
        select to_jsonb(words) as item from (select ${declinedTopic.words} as words, max(${declinedTopic.createdAt}) as at
          from ${declinedTopic} where ${theirs(declinedTopic)} group by 1) as each order by at desc limit ${most.declined}`)},
      'open', ${listOf(sql`
        select to_jsonb(question) as item from (
          select unnest(${interview.followUps}) as question, ${interview.id} as source, 0 as rank from ${interview} where ${earlier}
          union all
          select jsonb_array_elements_text(coalesce(${memory.told} -> 'followUps', '[]')), ${memory.id}, 1
          from ${memory} where ${theirs(memory)} and ${isNull(memory.deletedAt)}
        ) as each order by source desc, rank limit ${most.open}`)},
      'queued', ${listOf(sql`
        select jsonb_build_object('id', ${queuedQuestion.id}, 'text', ${queuedQuestion.text}, 'askedBy', ${user.name}) as item
        from ${queuedQuestion} left join ${user} on ${user.id} = ${queuedQuestion.askedBy}
        where ${queuedQuestion.familyId} = ${familyId}::uuid and ${isNull(queuedQuestion.answeredAt)}
          and (${isNull(queuedQuestion.narratorId)} or ${queuedQuestion.narratorId} = ${narrator})
        order by ${queuedQuestion.id} limit ${most.queued}`)},
      'knownNames', ${listOf(sql`
        select to_jsonb(called) as item from ${person}, unnest(${person.name} || ${person.aliases}) as each(called)
        where ${person.familyId} = ${familyId}::uuid order by ${person.id} limit ${most.names}`)},
      'bornIn', (select substring(${person.bornOn} from '^\\d{4}')::int from ${person}
        where ${person.id} = ${narrator} and ${person.familyId} = ${familyId}::uuid)
    )) as ledger`);
}

/** The items of a selection as one JSON array, in its order. */
function listOf(selection: SQL): SQL {
  return sql`coalesce((select jsonb_agg(item) from (${selection}) as listed), '[]'::jsonb)`;
}
