import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startElevenLabs } from "./elevenlabs/server.ts";
import { startOpenAi } from "./openai/server.ts";
import { startPinata } from "./pinata/server.ts";
import { migrate } from "./postgres/migrate.ts";
import { type Postgres, startPostgres } from "./postgres/server.ts";
import type { Settings } from "./worker-runtime.ts";

export interface StandIns {
  postgres: Postgres;
  /** What the Worker is given to reach them: base URLs and keys. */
  settings: Settings;
  /** Opens the models that hear and speak, which takes seconds: who is interviewed first shall not wait for them. */
  warm(): Promise<void>;
  close(): Promise<void>;
}

/** Starts what speaks the vendors' wire on loopback, and brings the database up to date. Everything is kept under `dataDir`. */
export async function startStandIns(options: {
  root: string;
  dataDir: string;
  onProgress?: (text: string) => void;
}): Promise<StandIns> {
  const { root, dataDir, onProgress } = options;
  mkdirSync(dataDir, { recursive: true });
  const secret = keepSecret(join(dataDir, "secret"));
  const postgres = await startPostgres({
    dataDir: join(dataDir, "postgres"),
    templateFile: join(root, "node_modules/.cache/memoryvault/postgres.tar.gz"),
    onProgress,
  });
  await migrate(postgres, join(root, "migrations"));
  const openai = await startOpenAi();
  const elevenlabs = await startElevenLabs();
  const pinata = await startPinata({ dataDir: join(dataDir, "pinata") });
  return {
    postgres,
    settings: {
      AUTH_SECRET: secret,
      DATABASE_URL: postgres.connectionString("memoryvault_worker"),
      DATABASE_FETCH_ENDPOINT: postgres.url,
      TRANSCRIPTION_BASE_URL: openai.url,
      TRANSCRIPTION_API_KEY: "local",
      TRANSCRIPTION_MODEL: "whisper-1",
      LIVE_TRANSCRIPTION_MODEL: "gpt-4o-transcribe",
      TEXT_BASE_URL: openai.url,
      TEXT_API_KEY: "local",
      TEXT_MODEL: "memoryvault-local",
      EMBEDDING_BASE_URL: openai.url,
      EMBEDDING_API_KEY: "local",
      EMBEDDING_MODEL: "memoryvault-local",
      ELEVENLABS_BASE_URL: elevenlabs.url,
      ELEVENLABS_API_KEY: "local",
      VOICE_ID_EN: "slt",
      VOICE_ID_ES: "slt",
      PINATA_JWT: "local.stand-in.key",
      PINATA_UPLOAD_URL: pinata.uploadsUrl,
      PINATA_API_URL: pinata.apiUrl,
      PINATA_GATEWAY_URL: pinata.gatewayUrl,
    },
    async warm() {
      await Promise.all([openai.warm(), elevenlabs.warm()]);
    },
    async close() {
      await Promise.all([openai.close(), elevenlabs.close(), pinata.close(), postgres.close()]);
    },
  };
}

/** A secret made once for this folder: sessions outlive a restart, and no two installations share one. */
function keepSecret(file: string): string {
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("hex"), { mode: 0o600 });
  return readFileSync(file, "utf8");
}
