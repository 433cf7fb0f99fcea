import { newsSettingsPath } from "../core/news.ts";
import { writeNewsMail } from "../core/news-mails.ts";
import type { Services } from "../core/ports.ts";
import type { NewsLetter } from "../core/queue-stores.ts";

/** How many mails go out at once at most: the next ones follow in a minute. */
const mostMails = 100;

/** Mails the news that somebody wants at once: those of one memory, or (by the schedule) all that nobody has sent yet. */
export async function mailNews(
  services: Services,
  about?: { familyId: string; memoryId: string },
): Promise<void> {
  await sendLetters(services, await services.newsMail.takeAtOnce(mostMails, about));
}

/**
 * Sends what was taken for sending: it may be lost, never doubled. A mailer that is away harms nothing: the row in the
 * app is the truth.
 */
export async function sendLetters(services: Services, letters: NewsLetter[]): Promise<void> {
  const { mail, publicUrl, log } = services;
  for (const { to, name, language, news } of letters) {
    const [first] = news;
    const about =
      news.length === 1
        ? { kind: first?.kind, familyId: first?.familyId, memoryId: first?.memoryId }
        : { news: news.length };
    try {
      const unsubscribeUrl = publicUrl + newsSettingsPath;
      await mail.send({ to, name, ...writeNewsMail(news, language, publicUrl), unsubscribeUrl });
      log("mail.sent", about);
    } catch (error) {
      log("mail.lost", { ...about, error: error instanceof Error ? error.name : typeof error }, "warn");
    }
  }
}
