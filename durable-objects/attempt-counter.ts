import { DurableObject } from "cloudflare:workers";
import { z } from "zod";
import { type AttemptLimit, countAttempt, forgetAttemptsAt } from "../core/attempts.ts";

const timesSchema = z.array(z.number());

/**
 * Counts the attempts at one secret strictly: two at the same time meet here, one after the other. Its name is
 * `scope:key`, where the key is a hash (adapters/attempts.ts); the rule is core/attempts'.
 */
export class AttemptCounter extends DurableObject<Env> {
  /** Counts one attempt; answers the seconds to wait when it is one too many. */
  async count(limit: AttemptLimit): Promise<number | undefined> {
    const { kv } = this.ctx.storage;
    const counted = countAttempt(timesSchema.parse(kv.get("times") ?? []), Date.now(), limit);
    kv.put("times", counted.times);
    const forgetAt = forgetAttemptsAt(counted.times, limit);
    if (forgetAt !== undefined) await this.ctx.storage.setAlarm(forgetAt);
    return counted.kind === "refused" ? counted.retryAfter : undefined;
  }

  /** Forgets all attempts: the secret was known after all. */
  async forget(): Promise<void> {
    await this.ctx.storage.deleteAlarm();
    await this.ctx.storage.deleteAll();
  }

  override async alarm(): Promise<void> {
    await this.ctx.storage.deleteAll();
  }
}
