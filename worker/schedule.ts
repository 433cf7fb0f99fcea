import { createServices } from "../adapters/services.ts";
import { mailDigests } from "../queues/digest.ts";
import { mailNews } from "../queues/news.ts";
import { sweepAudio, sweepMeaning, sweepPhotos, sweepStuck } from "../queues/sweep.ts";
import { sweepAccounts } from "../queues/sweep-accounts.ts";
import { sweepFamilies } from "../queues/sweep-families.ts";

/** Every minute: wake what is stuck, mail what is new. Every hour: delete audio that belongs to nobody any more. */
export async function runSchedule(event: ScheduledController, env: Env): Promise<void> {
  const services = createServices(env, crypto.randomUUID());
  await sweepStuck(services);
  await sweepFamilies(services);
  await sweepMeaning(services);
  const now = new Date(event.scheduledTime);
  if (now.getUTCMinutes() === 0) {
    await sweepAudio(services, now);
    await sweepPhotos(services, now);
    await sweepAccounts(services);
  }
  await mailNews(services);
  await mailDigests(services, now);
}
