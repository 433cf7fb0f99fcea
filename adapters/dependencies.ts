import { sql } from "drizzle-orm";
import type { Dependencies } from "../core/ports.ts";
import type { Environment } from "./environment.ts";
import type { Database } from "./neon/database.ts";

/** Longest wait for one dependency's answer, in milliseconds. */
const patience = 3000;
/** Slower than this is called degraded. */
const slow = 1000;

/** Asks each dependency for a sign of life, all at once. Vendors whose work can wait aren't needed to be ready. */
export function createDependencies(bucket: R2Bucket, db: Database, settings: Environment): Dependencies {
  // Any HTTP answer is a sign of life: no key is sent, and nothing is spent.
  const reach = (url: string) => async () => {
    const response = await fetch(url, {
      method: "GET",
      redirect: "manual",
      signal: AbortSignal.timeout(patience),
    });
    await response.body?.cancel();
    if (response.status >= 500) throw new Error(`answered ${response.status}`);
  };
  const dependencies: { name: string; needed: boolean; ask: () => Promise<unknown> }[] = [
    { name: "database", needed: true, ask: () => db.execute(sql`select 1`) },
    { name: "recordings", needed: true, ask: () => bucket.head("health") },
    { name: "transcription", needed: false, ask: reach(`${settings.TRANSCRIPTION_BASE_URL}/models`) },
    { name: "text", needed: false, ask: reach(`${settings.TEXT_BASE_URL}/models`) },
    { name: "embedding", needed: false, ask: reach(`${settings.EMBEDDING_BASE_URL}/models`) },
    { name: "voice", needed: false, ask: reach(`${settings.ELEVENLABS_BASE_URL}/v1/models`) },
    {
      name: "pinning",
      needed: false,
      ask: reach(`${settings.PINATA_API_URL ?? "https://api.pinata.cloud/v3"}/files/private`),
    },
  ];
  return {
    check: () =>
      Promise.all(
        dependencies.map(async ({ name, needed, ask }) => {
          const begun = performance.now();
          const answered = await Promise.race([
            ask().then(
              () => true,
              () => false,
            ),
            new Promise<false>((resolve) => setTimeout(resolve, patience, false)),
          ]);
          const milliseconds = Math.round(performance.now() - begun);
          const state = !answered
            ? ("down" as const)
            : milliseconds > slow
              ? ("degraded" as const)
              : ("ok" as const);
          return { name, needed, state, milliseconds };
        }),
      ),
  };
}
