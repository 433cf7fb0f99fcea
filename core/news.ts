// Without schemas, so that a page may load it.

export const notificationKinds = [
  "memory.ready",
  "memory.failed",
  "member.joined",
  "name.heard",
  "family.deleting",
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/** Not by mail, by a mail of its own within a minute, or with all else of the day in one. */
export const mailTimings = ["off", "at-once", "digest"] as const;
export type MailTiming = (typeof mailTimings)[number];

/** The path of the page that a piece of news leads to. */
export function newsPath({ memoryId, familyId }: { memoryId?: string; familyId: string }): string {
  return memoryId ? `/memories/${memoryId}` : `/families/${familyId}/settings`;
}

/** The path of the page on which somebody chooses what they are told, and how. */
export const newsSettingsPath = "/account/notifications";
