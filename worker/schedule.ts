import { createServices } from "../adapters/services.ts";
import { sweepAudio, sweepStuck } from "../queues/sweep.ts";

/** Every minute: wake what is stuck. Every hour: delete audio that belongs to nobody any more. */
export async function runSchedule(event: ScheduledController, env: Env): Promise<void> {
  const services = createServices(env, crypto.randomUUID());
  await sweepStuck(services);
  const now = new Date(event.scheduledTime);
  if (now.getUTCMinutes() === 0) await sweepAudio(services, now);
}
