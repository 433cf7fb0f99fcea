import { z } from "zod";
import { mailTimings, type NotificationKind, notificationKinds } from "./news.ts";
import { type Notification, notificationKindSchema } from "./schemas.ts";

const waySchema = z.object({ page: z.boolean(), mail: z.enum(mailTimings) });
export type WayOfTelling = z.infer<typeof waySchema>;

/** How somebody wants to be told of each kind of news, as far as they said so. */
export const tellingSchema = z.partialRecord(notificationKindSchema, waySchema);
export type Telling = z.infer<typeof tellingSchema>;

/** How each kind is told to who said nothing: what waits for somebody comes at once, what is a joy once a day. */
export const defaultTelling: Record<NotificationKind, WayOfTelling> = {
  "memory.ready": { page: true, mail: "digest" },
  "memory.failed": { page: true, mail: "at-once" },
  "member.joined": { page: true, mail: "at-once" },
  "name.heard": { page: true, mail: "digest" },
  "family.deleting": { page: true, mail: "at-once" },
};

/** How every kind is told, the defaults filled in. */
export function readTelling(telling: Telling): Record<NotificationKind, WayOfTelling> {
  const filled = { ...defaultTelling };
  for (const kind of notificationKinds) filled[kind] = telling[kind] ?? filled[kind];
  return filled;
}

/** The languages that mails are written in. */
const mailLanguageSchema = z.enum(["en", "es"]);

/** What an account chose of being told; without a language nobody has chosen one yet, and mails speak English. */
export const newsSettingsSchema = z.object({
  language: mailLanguageSchema.optional(),
  telling: z.record(notificationKindSchema, waySchema),
});
export type NewsSettings = z.infer<typeof newsSettingsSchema>;

/** A change of them: what isn't named stays as it is. */
export const newsSettingsPatchSchema = z
  .object({
    language: mailLanguageSchema,
    telling: z.partialRecord(notificationKindSchema, waySchema.partial().strict()),
  })
  .partial()
  .strict();
export type NewsSettingsPatch = z.infer<typeof newsSettingsPatchSchema>;

/** One event as a mail tells it. */
export type News = Pick<Notification, "kind" | "title" | "familyId" | "familyName" | "memoryId" | "details">;

/** The hour (UTC) at which the day's news are gathered: the evening in Europe, the morning in America. */
export const digestHour = 16;

/** The last time, at or before `now`, at which the day's news were gathered. */
export function lastDigest(now: Date): Date {
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), digestHour);
  return new Date(today <= now.getTime() ? today : today - 24 * 3_600_000);
}
