import { mailTimings, type NotificationKind, notificationKinds } from "../../core/news.ts";
import type { NewsSettingsPatch } from "../../core/notifications.ts";

/** The names of a kind's fields in the form of its settings. */
export const pageField = (kind: NotificationKind) => `page:${kind}`;
export const mailField = (kind: NotificationKind) => `mail:${kind}`;

/** Reads how every kind is to be told. A box that isn't ticked isn't sent; a choice that is none changes nothing. */
export function readTellingForm(form: FormData): NonNullable<NewsSettingsPatch["telling"]> {
  return Object.fromEntries(
    notificationKinds.map((kind) => [
      kind,
      {
        page: form.has(pageField(kind)),
        mail: mailTimings.find((each) => each === form.get(mailField(kind))),
      },
    ]),
  );
}
