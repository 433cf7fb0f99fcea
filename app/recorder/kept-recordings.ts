import { list, openDatabase, write } from "../device/database.ts";
import { lowerUnsentFlag, raiseUnsentFlag } from "./unsent-flag.ts";

/** One stretch of recording without an end of the page in between. */
export interface Take {
  contentType: string;
  /** How much of it is kept, in seconds. */
  seconds: number;
}

/** A recording that is on this device only, until the vault has it. */
export interface KeptRecording {
  id: string;
  viewerId: string;
  familyId: string;
  startedAt: string;
  /** open: still being told, or its page was closed. unsent: to be sent. */
  state: "open" | "unsent";
  takes: Take[];
  title?: string;
  narratorId?: string;
  waveform?: number[];
  /** Where an upload that has begun goes on. */
  uploadUrl?: string;
}

interface Chunk {
  recordingId: string;
  take: number;
  index: number;
  bytes: ArrayBuffer;
}

const recordingsStore = "recordings";
const chunksStore = "chunks";

let opened: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  opened ??= openDatabase("memoryvault", {
    [recordingsStore]: "id",
    [chunksStore]: ["recordingId", "take", "index"],
  }).catch((error: unknown) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

/** Answers when what was written is on the disk, not only in memory. */
async function keep(act: (recordings: IDBObjectStore, chunks: IDBObjectStore) => void): Promise<void> {
  await write(await open(), [recordingsStore, chunksStore], "strict", act);
}

function chunksOf(recordingId: string, take?: number): IDBKeyRange {
  const prefix = take === undefined ? [recordingId] : [recordingId, take];
  return IDBKeyRange.bound(prefix, [...prefix, []]);
}

/** Keeps what is known of a recording. */
export async function keepRecording(recording: KeptRecording): Promise<void> {
  await keep((recordings) => recordings.put(recording));
  if (recording.state === "unsent") raiseUnsentFlag();
}

/** Keeps a chunk of a recording together with what is known of it by then. */
export async function keepChunk(
  recording: KeptRecording,
  take: number,
  index: number,
  bytes: ArrayBuffer,
): Promise<void> {
  await keep((recordings, chunks) => {
    chunks.put({ recordingId: recording.id, take, index, bytes } satisfies Chunk);
    recordings.put(recording);
  });
}

/** Everything on this device that a person told in a family, oldest first. */
export async function listRecordings(viewerId: string, familyId?: string): Promise<KeptRecording[]> {
  const all = await list<KeptRecording>(await open(), recordingsStore);
  return all
    .filter((recording) => recording.viewerId === viewerId)
    .filter((recording) => !familyId || recording.familyId === familyId)
    .sort((a, b) => a.startedAt.localeCompare(b.startedAt));
}

/** One take as a file. */
export async function readTake(recording: KeptRecording, take: number): Promise<Blob> {
  const chunks = await list<Chunk>(await open(), chunksStore, chunksOf(recording.id, take));
  return new Blob(
    chunks.map((chunk) => chunk.bytes),
    { type: recording.takes[take]?.contentType },
  );
}

/** Puts one file in the place of all takes of a recording. */
export async function replaceTakes(recording: KeptRecording, joined: ArrayBuffer): Promise<void> {
  await keep((recordings, chunks) => {
    chunks.delete(chunksOf(recording.id));
    chunks.put({ recordingId: recording.id, take: 0, index: 0, bytes: joined } satisfies Chunk);
    recordings.put(recording);
  });
}

/** Makes every take a recording of its own. */
export async function splitTakes(recording: KeptRecording): Promise<void> {
  const files = await Promise.all(
    recording.takes.map(async (_, take) => (await readTake(recording, take)).arrayBuffer()),
  );
  await keep((recordings, chunks) => {
    chunks.delete(chunksOf(recording.id));
    recordings.delete(recording.id);
    recording.takes.forEach((take, index) => {
      const id = crypto.randomUUID();
      const bytes = files[index] ?? new ArrayBuffer();
      recordings.put({ ...recording, id, takes: [take] } satisfies KeptRecording);
      chunks.put({ recordingId: id, take: 0, index: 0, bytes } satisfies Chunk);
    });
  });
}

/** Takes a recording off this device. */
export async function forgetRecording(recordingId: string): Promise<void> {
  await keep((recordings, chunks) => {
    recordings.delete(recordingId);
    chunks.delete(chunksOf(recordingId));
  });
  const left = await list<KeptRecording>(await open(), recordingsStore);
  if (!left.some((recording) => recording.state === "unsent")) lowerUnsentFlag();
}

/** How much of a recording is kept, in seconds. */
export function countSeconds(recording: KeptRecording): number {
  return recording.takes.reduce((sum, take) => sum + take.seconds, 0);
}
