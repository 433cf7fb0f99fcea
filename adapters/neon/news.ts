import { type SQL, sql } from "drizzle-orm";
import { defaultTelling, type WayOfTelling } from "../../core/notifications.ts";
import { asJson } from "./memory-row.ts";
import { family, memory, notification, preference } from "./schema.ts";

/** How the account of a joined preference (or of none) wants to be told of a joined notification. */
export function wayOf(field: keyof WayOfTelling): SQL<string> {
  return sql`coalesce(${preference.telling} -> ${notification.kind} ->> ${field}::text,
    ${asJson(defaultTelling)} -> ${notification.kind} ->> ${field}::text)`;
}

/** Of a notification with its family and, where it has one, its memory: what it tells is still so. */
export const stillNews = sql`(${memory.deletedAt} is null
  and (${notification.kind} <> 'family.deleting' or ${family.deleteAfter} is not null))`;
