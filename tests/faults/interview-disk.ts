import { glob } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { deserialize, serialize } from "node:v8";
import type { House } from "../house.ts";

/** Where the Worker of a house keeps its Durable Objects. */
const folderOf = (house: Pick<House, "mailFolder">) => join(house.mailFolder, "../../do");

/** The SQLite files of interviews that have begun, opened one after the other. */
async function* openStores(
  house: Pick<House, "mailFolder">,
  readOnly: boolean,
): AsyncGenerator<DatabaseSync> {
  for await (const file of glob(join(folderOf(house), "**/*.sqlite"))) {
    if (file.endsWith("metadata.sqlite")) continue;
    // The Worker writes it, too, and holds its lock for a moment.
    const store = new DatabaseSync(file, { readOnly, timeout: 10_000 });
    const [chunks] = store.prepare("SELECT 1 FROM sqlite_master WHERE name = 'chunk'").all();
    if (chunks) yield store;
    store.close();
  }
}

/** The audio that is stored of a turn, as it lies on the disk. */
export async function readStoredAudio(house: Pick<House, "mailFolder">, turnId: string): Promise<Buffer> {
  const rows: Uint8Array[] = [];
  for await (const store of openStores(house, true)) {
    for (const { bytes } of store
      .prepare("SELECT bytes FROM chunk WHERE turn_id = ? ORDER BY id")
      .all(turnId)) {
      if (bytes instanceof Uint8Array) rows.push(bytes);
    }
  }
  return Buffer.concat(rows);
}

/** Whether some octets lie in any row of any interview. */
export async function isStored(house: Pick<House, "mailFolder">, octets: Uint8Array): Promise<boolean> {
  for await (const store of openStores(house, true)) {
    for (const { bytes } of store.prepare("SELECT bytes FROM chunk").iterate()) {
      if (bytes instanceof Uint8Array && Buffer.from(bytes).includes(Buffer.from(octets))) return true;
    }
  }
  return false;
}

/** Whether some words lie in what any interview knows. */
export async function isKnown(house: Pick<House, "mailFolder">, words: string): Promise<boolean> {
  for await (const store of openStores(house, true)) {
    for (const { value } of store.prepare("SELECT value FROM _cf_KV").iterate()) {
      if (value instanceof Uint8Array && Buffer.from(value).includes(words)) return true;
    }
  }
  return false;
}

/** Whether an interview is still to be woken. */
export async function hasAlarm(house: Pick<House, "mailFolder">, id: string): Promise<boolean> {
  for await (const store of openStores(house, true)) {
    const known = store.prepare("SELECT value FROM _cf_KV WHERE key = 'session.id'").get();
    if (!(known?.value instanceof Uint8Array) || deserialize(known.value) !== id) continue;
    return store.prepare("SELECT 1 FROM _cf_METADATA WHERE key = 1 AND value IS NOT NULL").all().length > 0;
  }
  return false;
}

/** Lets time pass for interviews while the Worker is down: what they note, and what their alarms wait for, is earlier. */
export async function turnClocks(house: Pick<House, "mailFolder">, hours: number): Promise<void> {
  const milliseconds = hours * 3_600_000;
  const nanoseconds = `${milliseconds}000000`;
  for await (const store of openStores(house, false)) {
    const change = (key: string, turn: (value: unknown) => unknown) => {
      const row = store.prepare("SELECT value FROM _cf_KV WHERE key = ?").get(key);
      if (!(row?.value instanceof Uint8Array)) return;
      store
        .prepare("UPDATE _cf_KV SET value = ? WHERE key = ?")
        .run(serialize(turn(deserialize(row.value))), key);
    };
    const earlier = (time: unknown) => (typeof time === "number" ? time - milliseconds : time);
    change("session.activeAt", earlier);
    change("plan", (plan) => {
      const { retryAt, idleAt, failingSince, ...rest } = plan as Record<string, unknown>;
      return {
        ...rest,
        retryAt: earlier(retryAt),
        idleAt: earlier(idleAt),
        failingSince: earlier(failingSince),
      };
    });
    store.exec(`UPDATE _cf_METADATA SET value = value - ${nanoseconds} WHERE key = 1`);
  }
  for await (const file of glob(join(folderOf(house), "**/metadata.sqlite"))) {
    const alarms = new DatabaseSync(file);
    alarms.exec(`UPDATE _cf_ALARM SET scheduled_time = scheduled_time - ${nanoseconds}`);
    alarms.close();
  }
}
