import type { StoredPart } from "../adapters/r2-parts.ts";
import { partBytes } from "../adapters/r2-recordings.ts";
import { type Upload, uploadSchema } from "../core/upload.ts";

/** A SQLite row holds at most 2 MB. */
export const pieceBytes = 1024 * 1024;

/**
 * The durable state of one upload: what is known of it, which full parts lie in R2, and the tail that doesn't fill a
 * part yet. The offset is not stored but counted, so it can't say more than what is there.
 */
export class UploadStorage {
  #storage: DurableObjectStorage;
  /** SQLite wants a buffer of its own; it copies it at once, so that one is enough for all whole pieces. */
  #piece = new Uint8Array(pieceBytes);

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
  }

  /** Until then nothing is stored: asking for an upload that doesn't exist leaves no trace. */
  begin(upload: Upload): void {
    this.#storage.transactionSync(() => {
      const { sql } = this.#storage;
      sql.exec("CREATE TABLE IF NOT EXISTS part (number INTEGER PRIMARY KEY, etag TEXT NOT NULL)");
      sql.exec("CREATE TABLE IF NOT EXISTS piece (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)");
      this.save(upload);
    });
  }

  load(): Upload | undefined {
    const stored = this.#storage.kv.get("upload");
    return stored === undefined ? undefined : uploadSchema.parse(stored);
  }

  save(upload: Upload): void {
    this.#storage.kv.put("upload", upload);
  }

  /** How many bytes of the upload are durable. */
  offset(upload: Upload): number {
    if (upload.phase.name !== "receiving") return upload.length;
    const counted = this.#storage.sql
      .exec<{ parts: number; tail: number }>(
        "SELECT (SELECT count(*) FROM part) AS parts, (SELECT coalesce(sum(length(bytes)), 0) FROM piece) AS tail",
      )
      .one();
    return counted.parts * partBytes + counted.tail;
  }

  parts(): StoredPart[] {
    return this.#storage.sql
      .exec<{ number: number; etag: string }>("SELECT * FROM part ORDER BY number")
      .toArray();
  }

  /** Writes the tail to the start of `part` and answers its length. */
  readTail(part: Uint8Array): number {
    let filled = 0;
    for (const { bytes } of this.#storage.sql.exec<{ bytes: ArrayBuffer }>(
      "SELECT bytes FROM piece ORDER BY id",
    )) {
      part.set(new Uint8Array(bytes), filled);
      filled += bytes.byteLength;
    }
    return filled;
  }

  appendTail(bytes: Uint8Array): void {
    for (let start = 0; start < bytes.length; start += pieceBytes) {
      const piece = bytes.subarray(start, start + pieceBytes);
      const whole = piece.length === pieceBytes;
      if (whole) this.#piece.set(piece);
      const { buffer } = whole ? this.#piece : piece.slice();
      this.#storage.sql.exec("INSERT INTO piece (bytes) VALUES (?)", buffer);
    }
  }

  /** The tail's bytes, and what came since, lie in R2 as these parts; what follows them is the tail now. */
  moveForward(parts: StoredPart[], tail: Uint8Array): void {
    this.#storage.transactionSync(() => {
      this.#storage.sql.exec("DELETE FROM piece");
      for (const { number, etag } of parts) {
        this.#storage.sql.exec("INSERT INTO part (number, etag) VALUES (?, ?)", number, etag);
      }
      this.appendTail(tail);
    });
  }

  /** The bytes lie elsewhere now, or nowhere. */
  dropBytes(upload: Upload): void {
    this.#storage.transactionSync(() => {
      this.#storage.sql.exec("DELETE FROM piece");
      this.#storage.sql.exec("DELETE FROM part");
      this.save(upload);
    });
  }

  wakeAt(time: number): Promise<void> {
    return this.#storage.setAlarm(time);
  }

  async forget(): Promise<void> {
    await this.#storage.deleteAlarm();
    await this.#storage.deleteAll();
  }
}
