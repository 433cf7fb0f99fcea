import { type SQL, sql } from "drizzle-orm";
import { notificationKinds } from "../../core/news.ts";
import type { News } from "../../core/notifications.ts";
import type { NewsLetter, NewsMailStore } from "../../core/queue-stores.ts";
import { asSystem, type Database } from "./database.ts";
import { stillNews, wayOf } from "./news.ts";
import { family, member, memory, notification, preference, user } from "./schema.ts";

/** What waited longer is on the page, and too old for a letter. */
const longest = { atOnce: sql`interval '1 day'`, digest: sql`interval '7 days'` };

/** The news that leave by mail. A statement that hands them out marks them as mailed: nobody else is given them. */
export function createNewsMailStore(db: Database): NewsMailStore {
  return {
    async takeAtOnce(most, about) {
      const events = notificationKinds.map((kind) => `${kind}:${about?.memoryId}`);
      const [letters] = await asSystem(db, [
        db.execute<LetterRow>(sql`
          with taken as (${take(sql`
            select ${notification.id} ${mailable("at-once")}
              and ${notification.createdAt} > now() - ${longest.atOnce}
              ${about ? sql`and ${member.familyId} = ${about.familyId}::uuid and ${notification.event} in ${events}` : sql``}
            order by ${notification.createdAt} limit ${most}`)})
          ${selectLetters(sql`taken.id`)}`),
      ]);
      return letters.rows.map(readLetter);
    },

    async takeDigests(until, most) {
      const day = sql`${until.toISOString()}::timestamptz`;
      const ofTheDay = sql`${mailable("digest")} and ${notification.createdAt} < ${day}
        and ${notification.createdAt} > ${day} - ${longest.digest}`;
      const [letters] = await asSystem(db, [
        db.execute<LetterRow>(sql`
          with due as (
            select distinct ${notification.userId} as user_id ${ofTheDay}
              and (${preference.digestedAt} is null or ${preference.digestedAt} < ${day})
            limit ${most}
          ), begun as (
            -- The row decides between two who gather at the same time: the second finds the day told.
            insert into ${preference} (user_id, digested_at) select user_id, ${day} from due
            on conflict (user_id) do update set digested_at = excluded.digested_at
            where ${preference.digestedAt} is null or ${preference.digestedAt} < excluded.digested_at
            returning user_id
          ), taken as (${take(sql`
            select ${notification.id} ${ofTheDay} and ${notification.userId} in (select user_id from begun)`)})
          ${selectLetters(sql`taken.user_id`)}`),
      ]);
      return letters.rows.map(readLetter);
    },
  };
}

/** Unread news that nobody was mailed, of who still belongs to the family, has proved their address and wants a mail so. */
function mailable(mail: "at-once" | "digest"): SQL {
  return sql`from ${notification}
    join ${member} on ${member.familyId} = ${notification.familyId} and ${member.userId} = ${notification.userId}
    join ${user} on ${user.id} = ${notification.userId} and ${user.emailVerified}
    join ${family} on ${family.id} = ${notification.familyId}
    left join ${memory} on ${memory.id} = ${notification.memoryId}
    left join ${preference} on ${preference.userId} = ${notification.userId}
    where ${notification.mailedAt} is null and ${notification.readAt} is null and ${stillNews}
      and ${wayOf("mail")} = ${mail}`;
}

function take(ids: SQL): SQL {
  return sql`update ${notification} set mailed_at = now()
    where ${notification.id} in (${ids}) and ${notification.mailedAt} is null
    returning id, user_id, family_id, memory_id, kind, details, created_at`;
}

type LetterRow = { to: string; name: string; language: string | null; news: News[] };

function selectLetters(each: SQL): SQL {
  return sql`
    select ${user.email} as to, ${user.name} as name, ${preference.language} as language,
      jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
        'kind', taken.kind, 'title', coalesce(${memory.title}, ''), 'familyId', taken.family_id,
        'familyName', ${family.name}, 'memoryId', taken.memory_id, 'details', taken.details))
        order by taken.created_at, taken.id) as news
    from taken
    join ${user} on ${user.id} = taken.user_id
    join ${family} on ${family.id} = taken.family_id
    left join ${memory} on ${memory.id} = taken.memory_id
    left join ${preference} on ${preference.userId} = taken.user_id
    group by ${each}, ${user.id}, ${preference.userId}
    order by min(taken.created_at)`;
}

function readLetter({ to, name, language, news }: LetterRow): NewsLetter {
  return { to, name, language: language === "es" ? "es" : "en", news };
}
