import type { Viewer } from "./access.ts";
import type { MemoryRecord, SeenMemory, StoredRecording } from "./memory-record.ts";
import type { RecordingPart } from "./parts.ts";
import type { Step } from "./pipeline.ts";
import type {
  Enrichment,
  Failure,
  Family,
  Heard,
  MemoryFilters,
  MemoryPatch,
  Notification,
  Page,
  Person,
  PersonFields,
  RecordingFields,
  Role,
  Stage,
  Transcript,
  WakeUp,
  Waveform,
} from "./schemas.ts";

// What is kept in Postgres, as the rules ask for it. Each verb is one round trip; those that name a viewer see nothing
// but the viewer's families.

export interface Listed<T> {
  items: T[];
  nextCursor: string | undefined;
}

/** What belongs to a family, with the family and the viewer's role in it. */
export type InFamily<Thing> = Thing & { family: Family };

export interface FamilyStore {
  /** The viewer's families; the first is made here when there is none yet (sign-up isn't atomic). */
  list(viewer: Viewer): Promise<Family[]>;
  create(viewer: Viewer, id: string, name: string): Promise<Family>;
  find(viewer: Viewer, familyId: string): Promise<Family | undefined>;
}

export interface PersonStore {
  /** undefined: the family isn't the viewer's to see. */
  list(viewer: Viewer, familyId: string, page: Page): Promise<InFamily<Listed<Person>> | undefined>;
  /** `role` is the viewer's in the family; `person` is undefined when the role doesn't allow writing. */
  create(
    viewer: Viewer,
    familyId: string,
    id: string,
    fields: PersonFields,
  ): Promise<{ role: Role | undefined; person: Person | undefined }>;
  find(viewer: Viewer, personId: string): Promise<{ role: Role; person: Person } | undefined>;
  update(
    viewer: Viewer,
    personId: string,
    fields: Partial<PersonFields>,
  ): Promise<{ role: Role | undefined; person: Person | undefined }>;
  remove(viewer: Viewer, personId: string): Promise<{ role: Role | undefined; removed: boolean }>;
}

export interface NewMemory {
  id: string;
  familyId: string;
  fields: RecordingFields;
  recording: StoredRecording;
}

/** What members see and do. Each verb is one round trip and checks membership in the same statement. */
export interface MemoryStore {
  list(
    viewer: Viewer,
    familyId: string,
    filters: MemoryFilters,
    page: Page,
  ): Promise<InFamily<Listed<MemoryRecord>> | undefined>;
  find(viewer: Viewer, memoryId: string): Promise<SeenMemory | undefined>;
  /** The memory with its words, for the page that shows both. */
  findWithTranscript(
    viewer: Viewer,
    memoryId: string,
  ): Promise<(SeenMemory & { transcript: Transcript | undefined }) | undefined>;
  /** Inserts the row; the same id again answers the row that is there. */
  create(
    viewer: Viewer,
    memory: NewMemory,
  ): Promise<{ role: Role | undefined; memory: MemoryRecord | undefined; narratorKnown: boolean }>;
  /** `memory` is undefined when it isn't the viewer's to see; `updated` is false when the version was stale, the narrator a stranger or the role too small. */
  update(
    viewer: Viewer,
    memoryId: string,
    version: number | undefined,
    patch: MemoryPatch,
  ): Promise<{
    role: Role | undefined;
    memory: MemoryRecord | undefined;
    narratorKnown: boolean;
    updated: boolean;
  }>;
  updateSegment(
    viewer: Viewer,
    memoryId: string,
    segmentId: string,
    patch: { text: string; speakerId?: string },
  ): Promise<{
    role: Role | undefined;
    speakerKnown: boolean;
    segmentFound: boolean;
    transcript: Transcript | undefined;
  }>;
  /** Marks the memory deleted: from now on nobody finds it, and the pipeline erases what is left of it. */
  remove(viewer: Viewer, memoryId: string): Promise<{ role: Role | undefined; removed: boolean }>;
  /** Takes a retryable failure away, so that the failed step is begun again. */
  retry(
    viewer: Viewer,
    memoryId: string,
  ): Promise<{ role: Role | undefined; memory: MemoryRecord | undefined; retried: boolean }>;
}

/** What the queue consumers do. Every verb names the lease it holds; a verb that answers false has lost it. */
export interface PipelineStore {
  /** Takes the lease on a memory that waits for one of `steps`; undefined when somebody else holds it or nothing waits. */
  claim(memoryId: string, steps: Step[], leaseId: string, leaseSeconds: number): Promise<Claimed | undefined>;
  /** Renews the lease while a step takes its time. */
  renew(lease: Lease, leaseSeconds: number): Promise<boolean>;
  /** Shows progress and renews the lease. */
  report(lease: Lease, stage: Stage, leaseSeconds: number): Promise<boolean>;
  /** Keeps how a long recording is divided, so that it isn't measured again for each part. */
  keepPlan(lease: Lease, plan: RecordingPart[]): Promise<boolean>;
  /** Keeps what one part of a recording said, and lets go of the lease so that the next part can be taken. */
  keepPart(lease: Lease, part: HeardPart & { index: number }, count: number): Promise<boolean>;
  /** Each of these writes its result, moves the row forward and lets go of the lease in one statement. */
  keepTranscript(
    lease: Lease,
    transcript: Transcript,
    waveform: { bars: Waveform; source: "decoded" | "estimated" } | undefined,
  ): Promise<boolean>;
  keepEnrichment(lease: Lease, enrichment: Enrichment): Promise<boolean>;
  /** Keeps what is known of a pin that is under way; the lease is kept. */
  keepPinProgress(
    lease: Lease,
    pin: { cid?: string; profile?: string; resume?: string | null; vendorId?: string },
  ): Promise<boolean>;
  /** The pin was read back and matches: ready, with one notification for each member. */
  keepPin(lease: Lease): Promise<boolean>;
  /** The temporary audio is gone from R2. */
  keepTidied(lease: Lease): Promise<boolean>;
  /** Lets go and waits `seconds` before the step is tried again. */
  postpone(lease: Lease, seconds: number, stage: Stage | undefined): Promise<boolean>;
  /** Ends in `failed`, with one notification for each member. */
  fail(lease: Lease, failure: Failure): Promise<boolean>;
  /** Whether another living memory's recording is the same octets: the vendor keeps those once, so the copy must stay. */
  isPinShared(lease: Lease, cid: string): Promise<boolean>;
  /**
   * Whether a deleted memory of the same octets is still being erased, and may be taking the vendor's copy away. Asked
   * after this memory's content id was kept: so either this asks in time or the other finds the pin shared.
   */
  isPinLeaving(lease: Lease, cid: string): Promise<boolean>;
  /** Removes every row of a deleted memory. */
  erase(lease: Lease): Promise<boolean>;
  /** Memories that should be at work and aren't: their messages were lost or their worker died. */
  listStuck(limit: number): Promise<{ memoryId: string; type: WakeUp["type"] }[]>;
  /** Which of these object keys belong to a row. */
  knownObjectKeys(keys: string[]): Promise<Set<string>>;
  /** Failed for 30 days: their temporary audio may go. */
  listExpiredAudio(limit: number): Promise<{ memoryId: string; familyId: string; objectKey: string }[]>;
  forgetObject(familyId: string, memoryId: string): Promise<void>;
  /** E-mails to send for this memory, each handed out once. */
  takeMail(
    memoryId: string,
  ): Promise<
    { to: string; name: string; kind: "memory.ready" | "memory.failed"; title: string; familyId: string }[]
  >;
}

/** What one part of a recording said, and where the part really begins, in seconds. */
export interface HeardPart {
  start: number;
  heard: Heard;
}

export interface Lease {
  id: string;
  memoryId: string;
  familyId: string;
}

export interface Claimed {
  lease: Lease;
  step: Step;
  memory: MemoryRecord;
  /** How the recording is divided, once that is known. */
  plan: RecordingPart[] | undefined;
  /** Parts of the recording that were heard already, by index. */
  parts: Map<number, HeardPart>;
  transcript: Transcript | undefined;
  /** Names of the family's people, with aliases. */
  known: { id: string; name: string; aliases: string[] }[];
}

export interface NotificationStore {
  list(viewer: Viewer, since: string | undefined): Promise<Notification[]>;
  markRead(viewer: Viewer, ids: string[] | "all"): Promise<void>;
}

/** First answers to requests that carried an Idempotency-Key, kept for 24 hours per account and path. */
export interface AnswerStore {
  /** `resourceId` is the id the thing gets, the same on every try. */
  reserve(
    key: AnswerKey,
    bodyHash: string,
    resourceId: string,
  ): Promise<
    | { kind: "new"; resourceId: string }
    | { kind: "running" }
    | { kind: "mismatch" }
    | { kind: "answered"; status: number; body: string; headers: Record<string, string> }
  >;
  keep(
    key: AnswerKey,
    answer: { status: number; body: string; headers: Record<string, string> },
  ): Promise<void>;
  release(key: AnswerKey): Promise<void>;
}
export interface AnswerKey {
  userId: string;
  path: string;
  key: string;
}
