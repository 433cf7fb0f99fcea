import { createServices } from "../adapters/services.ts";
import { describeError } from "../core/errors.ts";
import { mailDigests } from "../queues/digest.ts";
import { mailNews } from "../queues/news.ts";
import { sweepAudio, sweepMeaning, sweepPhotos, sweepStuck } from "../queues/sweep.ts";
import { sweepAccounts } from "../queues/sweep-accounts.ts";
import { sweepFamilies } from "../queues/sweep-families.ts";

/**
 * Every minute: wake what is stuck, mail what is new. Every hour: delete audio that belongs to nobody any more. One that
 * fails holds none of the others up; the run as a whole has failed then.
 */
export async function runSchedule(event: ScheduledController, env: Env): Promise<void> {
  const services = createServices(env, crypto.randomUUID());
  const now = new Date(event.scheduledTime);
  const everyMinute = {
    stuck: () => sweepStuck(services),
    families: () => sweepFamilies(services),
    meaning: () => sweepMeaning(services),
    news: () => mailNews(services),
    digests: () => mailDigests(services, now),
  };
  const everyHour = {
    audio: () => sweepAudio(services, now),
    photos: () => sweepPhotos(services, now),
    accounts: () => sweepAccounts(services),
  };
  const due = now.getUTCMinutes() === 0 ? { ...everyMinute, ...everyHour } : everyMinute;
  const failures: unknown[] = [];
  for (const [sweep, run] of Object.entries(due)) {
    await run().catch((error: unknown) => {
      services.log("schedule.failed", { sweep, ...describeError(error) }, "error");
      failures.push(error);
    });
  }
  if (failures.length > 0) throw new AggregateError(failures, "some of the schedule's work has failed");
}
