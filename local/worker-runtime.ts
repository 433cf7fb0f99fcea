import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from "miniflare";
import { unstable_getMiniflareWorkerOptions } from "wrangler";

/** What a local run sets for the Worker: base URLs and keys, never a mode. */
export type Settings = Record<string, string>;

export interface WorkerRuntime {
  url: string;
  /** For tests that look into R2 or call the schedule. */
  miniflare: Miniflare;
  /** Calls the schedule as Cloudflare's cron would. */
  runSchedule(time?: Date): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts the built Worker (`npm run build`) on workerd. Its R2, Durable Objects and cache lie under `persistTo`;
 * messages in its queues are forgotten on a restart, which the scheduled sweep makes good.
 */
export async function startWorker(options: {
  root: string;
  port: number;
  host?: string;
  settings: Settings;
  persistTo: string;
  onLog?: (line: string) => void;
  /** Where its isolates can be looked into (0: any port); not at all without it. */
  inspectorPort?: number;
}): Promise<WorkerRuntime> {
  const config = join(options.root, "build/server/wrangler.json");
  if (!existsSync(config)) throw new Error("The Worker is not built yet: run npm run build first.");
  const { workerOptions, main } = unstable_getMiniflareWorkerOptions(config);
  if (!main) throw new Error("build/server/wrangler.json names no entry.");
  const folder = dirname(main);
  // The modules are listed below; rules for finding them are for wrangler's own bundler.
  const { modulesRules: _, ...bindings } = workerOptions;
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      host: options.host ?? "127.0.0.1",
      port: options.port,
      inspectorPort: options.inspectorPort,
      cf: false,
      log: new Log(LogLevel.ERROR),
      handleStructuredLogs: ({ message }) => options.onLog?.(message),
      resourcePersistencePath: options.persistTo,
      resourceTmpPath: join(options.persistTo, "tmp"),
      unsafeTriggerHandlers: true,
      telemetry: { enabled: false },
      workers: [
        {
          ...bindings,
          name: "memoryvault",
          rootPath: folder,
          modulesRoot: folder,
          modules: listModules(folder, main),
          bindings: Object.assign({}, bindings.bindings, options.settings),
        },
      ],
    }),
  );
  const url = await miniflare.ready;
  return {
    url: url.origin,
    miniflare,
    async runSchedule(time = new Date()) {
      const trigger = `http://localhost/cdn-cgi/local/scheduled?cron=*+*+*+*+*&time=${time.getTime()}`;
      const answer = await miniflare.dispatchFetch(trigger);
      if (!answer.ok) throw new Error(`the schedule answered ${answer.status}`);
    },
    close: () => miniflare.dispose(),
  };
}

/** Every module of the built Worker, its entry first. */
function listModules(folder: string, main: string) {
  const scripts = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".js"))
    .map((name) => join(folder, name));
  return [main, ...scripts.filter((path) => path !== main)].map((path) => ({
    type: "ESModule" as const,
    path,
  }));
}
