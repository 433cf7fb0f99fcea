import { lastDigest } from "../core/notifications.ts";
import type { Services } from "../core/ports.ts";
import { sendLetters } from "./news.ts";

/** For how many people one minute gathers the news: the others follow in the next. */
const mostPeople = 100;

/** Mails the day's news, from the day's hour on, until everybody who wants them so has theirs. */
export async function mailDigests(services: Services, now: Date): Promise<void> {
  await sendLetters(services, await services.newsMail.takeDigests(lastDigest(now), mostPeople));
}
