import type { MailLanguage } from "./account-mails.ts";
import type { Coverage, InterviewStage, Turn } from "./interview/interview.ts";
import type { MemoryRecord } from "./memory-record.ts";
import type { News } from "./notifications.ts";
import type { RecordingPart } from "./parts.ts";
import type { Step } from "./pipeline.ts";
import type { Enrichment, Failure, Heard, Stage, Transcript, WakeUp, Waveform } from "./schemas.ts";
import type { TaughtPerson } from "./teach-names.ts";

// What is kept in Postgres, as queues and the schedule ask for it. Nobody in particular acts: each verb says itself whose
// rows it means.

/** The end of families whose days of grace are over. */
export interface FamilyPurgeStore {
  /**
   * Goes one step on with some of them: marks memories to be erased, names photos that are to be removed and interviews
   * that are to be forgotten, and erases the families of which none of these is left.
   */
  advance(): Promise<{
    memoryIds: string[];
    photos: { familyId: string; personId: string; key: string }[];
    interviewIds: string[];
    erasedFamilyIds: string[];
  }>;
  /** A photo is gone from R2. */
  forgetPhoto(photo: { familyId: string; personId: string; key: string }): Promise<void>;
  /** An interview's session is gone. */
  forgetInterview(interviewId: string): Promise<void>;
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
    /** The words that these take the place of; nothing is kept when somebody changed them in the meantime. */
    before: EarlierWords | undefined,
  ): Promise<boolean>;
  /** The words of an earlier hearing, as they are now. */
  readWords(lease: Lease): Promise<EarlierWords | undefined>;
  /** `asked` are names in it that may be relatives: editors are asked about the first that nobody calls a stranger. */
  keepEnrichment(
    lease: Lease,
    enrichment: Enrichment,
    asked: { name: string; person: string }[],
  ): Promise<boolean>;
  /** Keeps what is known of a pin that is under way; the lease is kept. */
  keepPinProgress(
    lease: Lease,
    pin: { cid?: string; profile?: string; resume?: string | null; vendorId?: string },
  ): Promise<boolean>;
  /** The pin was read back and matches (now, or before the memory was done again): ready, with one notification for each member. */
  keepPin(lease: Lease): Promise<boolean>;
  /** The temporary audio is gone from R2. */
  keepTidied(lease: Lease): Promise<boolean>;
  /** Lets go and waits `seconds` before the step is tried again. */
  postpone(lease: Lease, seconds: number, stage: Stage | undefined): Promise<boolean>;
  /** Ends in `failed`, with one notification for each member. */
  fail(lease: Lease, failure: Failure): Promise<boolean>;
  /** Whether another memory that isn't to be erased has the same octets: the vendor keeps those once, so the copy must stay. */
  isPinShared(lease: Lease, cid: string): Promise<boolean>;
  /**
   * Whether another memory of the same octets is being erased, and may be taking the vendor's copy away. Asked
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
}

/** Words that were heard before, which of them a person corrected, and a mark that changes with them. */
export interface EarlierWords {
  transcript: Transcript;
  corrected: string[];
  mark: string;
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
  /** Its words, once they were heard; those of the time before while it is heard again. */
  transcript: Transcript | undefined;
  /** The family's people, and how near they are to the story. */
  known: TaughtPerson[];
}

/** A stretch of a memory that is searched: a segment's words, or (`segmentId` = `memoryId`) its title and summary. */
export interface Passage {
  memoryId: string;
  segmentId: string;
  familyId: string;
  text: string;
}

/** What queues do for the search by meaning. Vectors of different models can't be compared, so each verb names the model. */
export interface PassageStore {
  /** Passages of a memory that have no vector of this model yet. */
  listWithoutMeaning(model: string, memoryId: string, limit: number): Promise<Passage[]>;
  /** Keeps each vector (512 numbers) if its passage still has that text; answers how many were kept. */
  keepMeanings(model: string, meanings: (Passage & { vector: number[] })[]): Promise<number>;
  /** Memories with such passages, changed between two minutes and a week ago: their messages were lost, or the vendor was away. */
  listMemoriesWithoutMeaning(model: string, limit: number): Promise<string[]>;
}

/** News as they leave by mail. What is handed out is marked as mailed first: it may be lost, never doubled. */
export interface NewsMailStore {
  /** Mails of one thing each that nobody has read yet: about one memory, or about anything since yesterday. */
  takeAtOnce(most: number, about?: { familyId: string; memoryId: string }): Promise<NewsLetter[]>;
  /** The day's news up to `until`, one letter a person and day, for so many people. */
  takeDigests(until: Date, most: number): Promise<NewsLetter[]>;
}
export interface NewsLetter {
  to: string;
  name: string;
  language: MailLanguage;
  /** The oldest first; never empty. */
  news: News[];
}

/** What an interview session writes while it runs: the session is the truth until it is closed, these rows mirror it. */
export interface InterviewKeeping {
  /**
   * Mirrors a session. `memories` says which turns became which; the questions of relatives that were answered in them link
   * to them. `declined` is remembered for every session of this narrator to come. false: the interview or its family is gone.
   */
  save(
    interviewId: string,
    mirror: {
      state: InterviewStage;
      turns: Turn[];
      coverage: Coverage[];
      followUps: string[];
      declined: string[];
      memories: { id: string; turnIds: string[] }[];
      closedAt: string | undefined;
    },
  ): Promise<boolean>;
}
