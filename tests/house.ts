import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { startStandIns } from "../local/stand-ins.ts";
import { startWorker, type WorkerRuntime } from "../local/worker-runtime.ts";
import { startVendorProxy } from "./contracts/vendor-proxy.ts";

const root = resolve(import.meta.dirname, "..");

type Proxy = Awaited<ReturnType<typeof startVendorProxy>>;

export interface LogLine {
  event: string;
  requestId: string;
  [field: string]: unknown;
}

/** The whole of MemoryVault as `npm start` runs it, with a fault proxy between the Worker and each vendor. */
export interface House {
  /** Where it answers, e.g. http://127.0.0.1:4711. Changes on a restart. */
  url: string;
  vendors: { database: Proxy; openai: Proxy; elevenlabs: Proxy; pinata: Proxy };
  /** What the Worker wrote, one parsed line an event. */
  logs: LogLine[];
  worker: WorkerRuntime;
  /** Where mails lie as they were sent (tests/mailbox.ts reads them). */
  mailFolder: string;
  /** Runs SQL as the database's owner. */
  query(sql: string, params?: unknown[]): Promise<Record<string, unknown>[]>;
  /** Takes all faults away and forgets what was asked of the vendors. */
  mendVendors(): void;
  /** Opens the stand-ins' models that hear and speak, as `npm start` does. */
  warm(): Promise<void>;
  /** Ends the Worker, whatever it is doing, and starts it anew on the same disk; its queues forget their messages. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a house of its own on a temporary disk. `settings` override what the Worker is given. */
export async function openHouse(
  options: { settings?: Record<string, string>; inspectorPort?: number } = {},
): Promise<House> {
  const disk = await mkdtemp(join(tmpdir(), "memoryvault-"));
  const standIns = await startStandIns({ root, dataDir: join(disk, "vendors") });
  const { settings } = standIns;
  const vendors = {
    database: await startVendorProxy(originOf(settings.DATABASE_FETCH_ENDPOINT)),
    openai: await startVendorProxy(originOf(settings.TRANSCRIPTION_BASE_URL)),
    elevenlabs: await startVendorProxy(originOf(settings.ELEVENLABS_BASE_URL)),
    pinata: await startVendorProxy(originOf(settings.PINATA_API_URL)),
  };
  const logs: LogLine[] = [];
  const start = () =>
    startWorker({
      root,
      port: 0,
      inspectorPort: options.inspectorPort,
      persistTo: join(disk, "worker"),
      settings: {
        ...settings,
        PUBLIC_URL: "http://localhost:8787",
        DATABASE_FETCH_ENDPOINT: through(vendors.database, settings.DATABASE_FETCH_ENDPOINT),
        TRANSCRIPTION_BASE_URL: through(vendors.openai, settings.TRANSCRIPTION_BASE_URL),
        TEXT_BASE_URL: through(vendors.openai, settings.TEXT_BASE_URL),
        EMBEDDING_BASE_URL: through(vendors.openai, settings.EMBEDDING_BASE_URL),
        ELEVENLABS_BASE_URL: through(vendors.elevenlabs, settings.ELEVENLABS_BASE_URL),
        PINATA_UPLOAD_URL: through(vendors.pinata, settings.PINATA_UPLOAD_URL),
        PINATA_API_URL: through(vendors.pinata, settings.PINATA_API_URL),
        PINATA_GATEWAY_URL: through(vendors.pinata, settings.PINATA_GATEWAY_URL),
        ...options.settings,
      },
      onLog: (line) => {
        if (line.startsWith("{")) logs.push(JSON.parse(line) as LogLine);
      },
    });
  const house: House = {
    url: "",
    vendors,
    logs,
    worker: await start(),
    mailFolder: join(disk, "worker/tmp/email"),
    query: (sql, params) => standIns.postgres.query(sql, params),
    mendVendors() {
      for (const vendor of Object.values(vendors)) {
        vendor.fault = undefined;
        vendor.seen.length = 0;
      }
    },
    warm: () => standIns.warm(),
    async restart() {
      await house.worker.close();
      house.worker = await start();
      house.url = house.worker.url;
    },
    async close() {
      await house.worker.close();
      await Promise.all(Object.values(vendors).map((proxy) => proxy.close()));
      await standIns.close();
      await rm(disk, { recursive: true, force: true });
    },
  };
  house.url = house.worker.url;
  return house;
}

function originOf(url: string | undefined): string {
  return new URL(url ?? "").origin;
}

/** The same address, by way of the proxy. */
function through(proxy: Proxy, url: string | undefined): string {
  return url === undefined ? proxy.url : url.replace(originOf(url), proxy.url);
}
