import { readFileSync } from "node:fs";
import { waitUntil } from "../family.ts";
import type { House, LogLine } from "../house.ts";
import { speechPath } from "../recordings.ts";

type Row = Record<string, unknown>;
type QueueName = "ENRICHMENT" | "PINNING";

/** What a test sees of the pipeline from behind: rows, objects, messages and what lies at the vendor. */
export function watchPipeline(house: House) {
  const readRow = async (memoryId: string): Promise<Row | undefined> =>
    (
      await house.query(
        `select *, wake_at > now() as waits, extract(epoch from wake_at - updated_at)::float as pause
           from memory where id = $1`,
        [memoryId],
      )
    )[0];
  const bindings = () => house.worker.miniflare.getBindings<Pick<Env, QueueName | "RECORDINGS">>();
  const sendMessage = async (queue: QueueName, body: unknown) =>
    (await bindings())[queue].send(body, { contentType: "json" });
  const wake = (type: "enrichment" | "pinning", memoryId: string, queue?: QueueName) =>
    sendMessage(queue ?? (type === "enrichment" ? "ENRICHMENT" : "PINNING"), {
      version: 1,
      type,
      memoryId,
      requestId: `wake-${memoryId}`,
    });
  const openBucket = async () => (await bindings()).RECORDINGS;

  return {
    openBucket,
    readRow,
    sendMessage,
    wake,

    /** Waits until a step was put off, and answers the row. */
    waitUntilPostponed: (memoryId: string) =>
      waitUntil(async () => {
        const row = await readRow(memoryId);
        return row?.waits && row.lease_id === null ? row : undefined;
      }, "the step is put off"),

    /** Lets no pause last: a step that was put off is begun at once, until the memory has the status. */
    hurryUntil: (memoryId: string, status: string) =>
      waitUntil(async () => {
        const row = await readRow(memoryId);
        if (row?.status === status) return row;
        if (row?.waits && row.lease_id === null) {
          await house.query("update memory set wake_at = now() where id = $1", [memoryId]);
          await wake(row.status === "pinning" || row.erase_at ? "pinning" : "enrichment", memoryId);
        }
        return undefined;
      }, `the memory is ${status}`),

    /** Time passes for a memory whose worker died: its lease runs out, and the sweep finds it. */
    async letLeaseRunOut(memoryId: string): Promise<void> {
      await house.query(
        `update memory set lease_expires_at = now() - interval '1 second', wake_at = now() - interval '2 minutes'
           where id = $1`,
        [memoryId],
      );
      await house.worker.runSchedule();
    },

    /** The files that lie at the pinning vendor under a content id. */
    async listPins(cid: unknown): Promise<{ id: string; cid: string }[]> {
      const answer = await fetch(`${house.vendors.pinata.url}/v3/files/private?limit=1000&cid=${cid}`, {
        headers: { Authorization: "Bearer of.the.test" },
      });
      return ((await answer.json()) as { data: { files: { id: string; cid: string }[] } }).data.files;
    },

    async hasTemporaryAudio(familyId: string, memoryId: string): Promise<boolean> {
      return (await (await openBucket()).head(`recordings/${familyId}/${memoryId}`)) !== null;
    },
    async removeTemporaryAudio(familyId: string, memoryId: string): Promise<void> {
      await (await openBucket()).delete(`recordings/${familyId}/${memoryId}`);
    },

    listNotifications: (memoryId: string) =>
      house.query("select kind, user_id, mailed_at from notification where memory_id = $1", [memoryId]),

    logsOf: (memoryId: string, event?: string): LogLine[] =>
      house.logs.filter(
        (line) => line.memoryId === memoryId && (event === undefined || line.event === event),
      ),
  };
}

export type Watch = ReturnType<typeof watchPipeline>;

let made = 0;

/** A WAV of tests/data/speech with a remark behind its sound: the same words, but octets of its own. */
export function recordAfresh(name = "sense_and_sensibility_01_austen_64kb-0880.wav"): Uint8Array {
  made += 1;
  const remark = Buffer.from(`take ${made} of ${process.pid} `.padEnd(32));
  const head = Buffer.from("note\0\0\0\0", "latin1");
  head.writeUInt32LE(remark.length, 4);
  const recording = Buffer.concat([readFileSync(speechPath(name)), head, remark]);
  recording.writeUInt32LE(recording.length - 8, 4);
  return recording;
}

/** Requests that a vendor has seen, by a piece of their address. */
export function countSeen(proxy: House["vendors"]["openai"], method: string, piece: string): number {
  return proxy.seen.filter((seen) => seen.method === method && seen.url.includes(piece)).length;
}

/** Whether a request to the database holds these words of SQL. */
export function asksFor({ body }: { body: Buffer }, statement: string): boolean {
  return body.includes(JSON.stringify(statement).slice(1, -1));
}

/** Something to wait for that a test lets happen. */
export function holdUntilReleased(): { until: Promise<void>; release: () => void } {
  let release = () => {};
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { until, release };
}
