import { sql } from "drizzle-orm";
import { z } from "zod";
import type { PassageStore } from "../../core/queue-stores.ts";
import { asSystem, type Database } from "./database.ts";

const waitingSchema = z.array(
  z.object({ memoryId: z.string(), segmentId: z.string(), familyId: z.string(), text: z.string() }),
);
const memoriesSchema = z.array(z.object({ memoryId: z.string() }));

/** Passages and what they mean. Triggers make the passages and forget the meaning of a text that changes (migrations/0004, 0005). */
export function createPassageStore(db: Database): PassageStore {
  return {
    async listWithoutMeaning(model, memoryId, limit) {
      const [answer] = await asSystem(db, [
        db.execute(sql`
          select p.memory_id as "memoryId", p.segment_id as "segmentId", p.family_id as "familyId", p.text
            from passage p
            left join embedding e on e.memory_id = p.memory_id and e.segment_id = p.segment_id
           where p.memory_id = ${memoryId}::uuid and e.model is distinct from ${model} and p.text ~ '\\S'
           order by p.start, p.segment_id
           limit ${limit}`),
      ]);
      return waitingSchema.parse(answer.rows);
    },

    async keepMeanings(model, meanings) {
      if (meanings.length === 0) return 0;
      const given = meanings.map(({ memoryId, segmentId, text, vector }) => ({
        memory_id: memoryId,
        segment_id: segmentId,
        text,
        vector: `[${vector.map((value) => Math.fround(value)).join(",")}]`,
      }));
      // The lock makes an edit of the same passage come before, and be seen, or after, and forget this meaning.
      const [answer] = await asSystem(db, [
        db.execute(sql`
          insert into embedding (memory_id, segment_id, family_id, model, vector)
          select p.memory_id, p.segment_id, p.family_id, ${model}, given.vector::halfvec(512)
            from jsonb_to_recordset(${JSON.stringify(given)}::jsonb)
                   as given(memory_id uuid, segment_id uuid, text text, vector text)
            join passage p
              on p.memory_id = given.memory_id and p.segment_id = given.segment_id and p.text = given.text
             for share of p
          on conflict (memory_id, segment_id)
            do update set model = excluded.model, vector = excluded.vector
          returning memory_id`),
      ]);
      return answer.rows.length;
    },

    async listMemoriesWithoutMeaning(model, limit) {
      // In no order: texts that the vendor refuses don't stand in the way of others for ever.
      const [answer] = await asSystem(db, [
        db.execute(sql`
          select p.memory_id as "memoryId"
            from passage p
            left join embedding e on e.memory_id = p.memory_id and e.segment_id = p.segment_id
           where p.changed_at between now() - interval '7 days' and now() - interval '2 minutes'
             and e.model is distinct from ${model} and p.text ~ '\\S'
           group by p.memory_id
           order by random()
           limit ${limit}`),
      ]);
      return memoriesSchema.parse(answer.rows).map(({ memoryId }) => memoryId);
    },
  };
}
