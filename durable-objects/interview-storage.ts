import { bytesPerSecond, sampleRate } from "../core/interview/frames.ts";
import { type Session, sessionSchema } from "../core/interview/session.ts";

/** What is remembered of one page that takes part. */
export interface Client {
  id: string;
  /** Everything up to here is stored. */
  lastSeq: number;
  /** The turn to which its audio belongs. */
  turnId: string | undefined;
  /** The turn of which it was told already that it has ended. */
  toldOver: string | undefined;
}

/** What is still to be done for the session, and when it is looked at again. Milliseconds since 1970. */
export interface Plan {
  /** Counts up whenever the mirror in Postgres falls behind; equal once it has caught up. */
  changed: number;
  saved: number;
  failures: number;
  failingSince: number | undefined;
  retryAt: number | undefined;
  idleAt: number | undefined;
}

const noPlan: Plan = {
  changed: 0,
  saved: 0,
  failures: 0,
  failingSince: undefined,
  retryAt: undefined,
  idleAt: undefined,
};

/** The durable state of one interview: the session, the audio of its turns, and how far each page's frames are stored. */
export class InterviewStorage {
  #storage: DurableObjectStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** Until then nothing is stored: asking for an interview that doesn't exist leaves no trace. */
  begin(session: Session): void {
    this.commit(() => {
      const { sql } = this.#storage;
      sql.exec(
        "CREATE TABLE IF NOT EXISTS chunk (id INTEGER PRIMARY KEY, turn_id TEXT NOT NULL, bytes BLOB NOT NULL)",
      );
      sql.exec("CREATE INDEX IF NOT EXISTS chunk_turn ON chunk (turn_id, id)");
      sql.exec(
        "CREATE TABLE IF NOT EXISTS client (id TEXT PRIMARY KEY, last_seq INTEGER NOT NULL, turn_id TEXT, told_over TEXT)",
      );
      this.save(undefined, session);
    });
  }

  /** Everything in it is stored together, or nothing. */
  commit<Value>(write: () => Value): Value {
    return this.#storage.transactionSync(write);
  }

  load(): Session | undefined {
    const { kv } = this.#storage;
    const parts = Object.keys(sessionSchema.shape).map((name) => [name, kv.get(`session.${name}`)] as const);
    if (parts.every(([, value]) => value === undefined)) return undefined;
    return sessionSchema.parse(Object.fromEntries(parts));
  }

  /** Each part of the session has a place of its own, so that a chunk doesn't write the whole of it anew. */
  save(before: Session | undefined, after: Session): void {
    const { kv } = this.#storage;
    for (const name of Object.keys(sessionSchema.shape) as (keyof Session)[]) {
      if (before && before[name] === after[name]) continue;
      if (after[name] === undefined) kv.delete(`session.${name}`);
      else kv.put(`session.${name}`, after[name]);
    }
  }

  plan(): Plan {
    return this.#storage.kv.get<Plan>("plan") ?? noPlan;
  }

  savePlan(plan: Plan): void {
    this.#storage.kv.put("plan", plan);
  }

  client(id: string): Client {
    const [row] = this.#storage.sql
      .exec<{ last_seq: number; turn_id: string | null; told_over: string | null }>(
        "SELECT last_seq, turn_id, told_over FROM client WHERE id = ?",
        id,
      )
      .toArray();
    return {
      id,
      lastSeq: row?.last_seq ?? 0,
      turnId: row?.turn_id ?? undefined,
      toldOver: row?.told_over ?? undefined,
    };
  }

  saveClient({ id, lastSeq, turnId, toldOver }: Client): void {
    this.#storage.sql.exec(
      "INSERT INTO client (id, last_seq, turn_id, told_over) VALUES (?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET last_seq = excluded.last_seq, turn_id = excluded.turn_id, told_over = excluded.told_over",
      id,
      lastSeq,
      turnId ?? null,
      toldOver ?? null,
    );
  }

  /** Audio behind what is kept of a turn. */
  append(turnId: string, pcm: Uint8Array): void {
    this.#storage.sql.exec("INSERT INTO chunk (turn_id, bytes) VALUES (?, ?)", turnId, pcm.slice().buffer);
  }

  /** A stream of audio behind it, in rows of two seconds. */
  async appendAll(turnId: string, pcm: ReadableStream<Uint8Array>): Promise<void> {
    for await (const bytes of inRows(pcm)) this.append(turnId, bytes);
  }

  /** Audio that was kept under another name goes behind that of a turn. */
  move(from: string, turnId: string): void {
    this.#storage.sql.exec("UPDATE chunk SET turn_id = ? WHERE turn_id = ?", turnId, from);
  }

  drop(turnId: string): void {
    this.#storage.sql.exec("DELETE FROM chunk WHERE turn_id = ?", turnId);
  }

  dropAudio(): void {
    this.#storage.sql.exec("DELETE FROM chunk");
  }

  /** Bytes of audio that are kept of a turn. */
  bytes(turnId: string): number {
    return this.#storage.sql
      .exec<{ bytes: number }>(
        "SELECT coalesce(sum(length(bytes)), 0) AS bytes FROM chunk WHERE turn_id = ?",
        turnId,
      )
      .one().bytes;
  }

  /** The audio of a turn between two places, a row at a time: nothing holds all of it. */
  *read(turnId: string, from = 0, to = Number.POSITIVE_INFINITY): Generator<Uint8Array<ArrayBuffer>> {
    let at = 0;
    for (const { id, length } of this.#rows(turnId)) {
      const start = Math.max(from - at, 0);
      const end = Math.min(to - at, length);
      at += length;
      if (start < end) yield this.#bytesOf(id).subarray(start, end);
    }
  }

  /**
   * Erases a stretch of a turn: its octets are overwritten before their rows go, and what lies behind it closes up. Seconds
   * of the kept audio; a sample that is begun counts as inside.
   */
  erase(turnId: string, fromSeconds: number, toSeconds = Number.POSITIVE_INFINITY): void {
    const from = Math.floor(fromSeconds * sampleRate) * 2;
    const to = Math.ceil(toSeconds * sampleRate) * 2;
    let at = 0;
    for (const { id, length } of this.#rows(turnId)) {
      const start = Math.max(from - at, 0);
      const end = Math.min(to - at, length);
      at += length;
      if (start < end) this.#cut(id, start, end);
    }
  }

  seconds(turnId: string): number {
    return this.bytes(turnId) / bytesPerSecond;
  }

  setAlarm(time: number | undefined): Promise<void> {
    return time === undefined ? this.#storage.deleteAlarm() : this.#storage.setAlarm(time);
  }

  async forget(): Promise<void> {
    await this.#storage.deleteAlarm();
    await this.#storage.deleteAll();
  }

  #rows(turnId: string): { id: number; length: number }[] {
    return this.#storage.sql
      .exec<{ id: number; length: number }>(
        "SELECT id, length(bytes) AS length FROM chunk WHERE turn_id = ? ORDER BY id",
        turnId,
      )
      .toArray();
  }

  #bytesOf(id: number): Uint8Array<ArrayBuffer> {
    return new Uint8Array(
      this.#storage.sql.exec<{ bytes: ArrayBuffer }>("SELECT bytes FROM chunk WHERE id = ?", id).one().bytes,
    );
  }

  #cut(id: number, start: number, end: number): void {
    const bytes = this.#bytesOf(id);
    const kept = new Uint8Array(bytes.length - (end - start));
    kept.set(bytes.subarray(0, start));
    kept.set(bytes.subarray(end), start);
    const { sql } = this.#storage;
    // A row of the same length is written in its old place.
    sql.exec("UPDATE chunk SET bytes = zeroblob(?) WHERE id = ?", bytes.length, id);
    if (kept.length === 0) sql.exec("DELETE FROM chunk WHERE id = ?", id);
    else sql.exec("UPDATE chunk SET bytes = ? WHERE id = ?", kept.buffer, id);
  }
}

const rowBytes = 2 * bytesPerSecond;

/** A stream in pieces of whole samples that a row holds. */
async function* inRows(stream: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const row = new Uint8Array(rowBytes);
  let filled = 0;
  for await (const chunk of stream) {
    for (let taken = 0; taken < chunk.length; ) {
      const piece = chunk.subarray(taken, taken + rowBytes - filled);
      row.set(piece, filled);
      filled += piece.length;
      taken += piece.length;
      if (filled < rowBytes) continue;
      yield row;
      filled = 0;
    }
  }
  if (filled > 0) yield row.subarray(0, filled);
}
