import type { Viewer } from "./access.ts";
import type { AttemptLimit } from "./attempts.ts";
import type { EnrichmentDraft, Mentions } from "./enrichment-draft.ts";
import type { VendorError } from "./errors.ts";
import type { Briefing, QuestionDraft } from "./interview/asking.ts";
import type { Control, SessionView } from "./interview/frames.ts";
import type { HeardSegment, InterviewLanguage, Question, Turn } from "./interview/interview.ts";
import type { SessionBeginning } from "./interview/session.ts";
import type { RecordingPart } from "./parts.ts";
import type {
  FamilyPurgeStore,
  InterviewKeeping,
  NewsMailStore,
  PassageStore,
  PipelineStore,
} from "./queue-stores.ts";
import type { Heard, Probe, Transcript, WakeUp, Waveform } from "./schemas.ts";
import type {
  AccountStore,
  AnswerStore,
  AuditStore,
  DeletionStore,
  FamilySettingsStore,
  FamilyStore,
  InterviewStore,
  InvitationStore,
  MemberStore,
  MemoryStore,
  NameStore,
  NotificationStore,
  OverviewStore,
  PersonStore,
  SearchStore,
  SpeakerStore,
} from "./stores.ts";
import type { VoiceTurn } from "./voices.ts";

/** The outside world as the rules need it: made once per invocation by `createServices(env)`. */
export interface Services {
  accounts: Accounts;
  ownAccount: AccountStore;
  attempts: Attempts;
  families: FamilyStore;
  familySettings: FamilySettingsStore;
  familyPurge: FamilyPurgeStore;
  members: MemberStore;
  invitations: InvitationStore;
  audit: AuditStore;
  people: PersonStore;
  names: NameStore;
  speakers: SpeakerStore;
  memories: MemoryStore;
  deletions: DeletionStore;
  pipeline: PipelineStore;
  passages: PassageStore;
  search: SearchStore;
  overview: OverviewStore;
  notifications: NotificationStore;
  newsMail: NewsMailStore;
  answers: AnswerStore;
  interviews: InterviewStore;
  interviewKeeping: InterviewKeeping;
  interviewSessions: InterviewSessions;
  recordings: RecordingStore;
  photos: PhotoStore;
  media: RecordingMedia;
  transcriber: Transcriber;
  liveTranscriber: LiveTranscriber;
  interviewer: Interviewer;
  voice: Voice;
  diarizer: Diarizer;
  enricher: Enricher;
  embedder: Embedder;
  mentions: MentionFinder;
  pins: PinStore;
  contentIds: ContentIds;
  keptAudio: KeptAudio;
  wakeUps: WakeUps;
  mail: Mailer;
  dependencies: Dependencies;
  newId(): string;
  /** Where this house is reached, without a slash at its end: links in mails begin with it. */
  publicUrl: string;
  log: Log;
  requestId: string;
}

/** One structured log line an event. Never words of a transcript, never a secret. */
export type Log = (
  event: string,
  fields?: Record<string, string | number | boolean | undefined>,
  level?: "info" | "warn" | "error",
) => void;

export interface Accounts {
  /** Who sends this request, by session cookie, JWT or session token. */
  viewer(request: Request): Promise<{ viewer: Viewer | undefined; setCookies: string[] }>;
  /** The acts below answer with the cookies to set; refusals are AppErrors. */
  signUp(request: Request, fields: { name: string; email: string; password: string }): Promise<string[]>;
  signIn(request: Request, fields: { email: string; password: string }): Promise<string[]>;
  signOut(request: Request): Promise<string[]>;
  /** Mails a link for a new password. The answer is the same, and as quick, whether there is such an account or not. */
  requestPasswordReset(request: Request, email: string): Promise<void>;
  /** Spends such a link, ends all sessions and signs in. Used or past its hour: 422 `account.link_spent`. */
  resetPassword(request: Request, fields: { token: string; password: string }): Promise<string[]>;
  /** Mails a link that proves the viewer's address. */
  requestVerification(request: Request, viewer: Viewer): Promise<void>;
  /** Spends the link that was mailed to an address. 422 `account.link_spent`. */
  verifyEmail(request: Request, token: string): Promise<string[]>;
  changeName(request: Request, name: string): Promise<string[]>;
  /** The address changes once the link that is mailed to the new one was followed. */
  changeEmail(request: Request, viewer: Viewer, fields: { email: string; password: string }): Promise<void>;
  changePassword(
    request: Request,
    fields: { current: string; password: string; endOthers: boolean },
  ): Promise<string[]>;
  /** Refuses (422 `account.wrong_password`) whoever doesn't know the viewer's password. Counted like every attempt. */
  provePassword(request: Request, viewer: Viewer, password: string): Promise<void>;
  /** Mails the viewer that their account will be deleted at a time, and how to keep it. */
  tellLeaving(request: Request, viewer: Viewer, deleteAfter: string): Promise<void>;
  /** Takes the signed copy of the session away, which is a minute behind: what was changed shows at once. */
  forgetCopy(): Promise<string[]>;
  /** Better Auth's own paths under /auth/*. */
  handle(request: Request): Promise<Response>;
}

/** Counts attempts at secrets strictly: unlike the platform's rate limits these are exact, the world over. */
export interface Attempts {
  /** Counts one attempt before it is made; answers the seconds to wait when it is one too many. */
  count(scope: string, key: string, limit: AttemptLimit): Promise<number | undefined>;
  /** Forgets what was counted: the secret was known. */
  forget(scope: string, key: string): Promise<void>;
}

/** Octets that can be read in ranges. `endExclusive` counts like Array.slice. */
export interface RangeSource {
  bytes: number;
  contentType: string;
  read(start: number, endExclusive: number): Promise<ReadableStream<Uint8Array>>;
}

/** Temporary audio in R2. */
export interface RecordingStore {
  /** Stores a stream of unknown length part by part; answers its size and SHA-256 (hex). Nothing is left behind when it fails. */
  put(
    key: string,
    stream: ReadableStream<Uint8Array>,
    limitBytes: number,
  ): Promise<{ bytes: number; sha256: string }>;
  /** undefined: there is no such object. */
  open(key: string): Promise<RangeSource | undefined>;
  remove(key: string): Promise<void>;
  /** Keys of objects that were stored before a time, page by page. */
  listOlderThan(before: Date): AsyncIterable<string[]>;
}

/** Photos of people in R2, small enough to be held whole. */
export interface PhotoStore {
  put(key: string, photo: { bytes: Uint8Array; contentType: string }): Promise<void>;
  /** undefined: there is no such object. */
  open(
    key: string,
  ): Promise<{ body: ReadableStream<Uint8Array>; bytes: number; contentType: string } | undefined>;
  remove(key: string): Promise<void>;
  /** Keys of objects that were stored before a time, page by page. */
  listOlderThan(before: Date): AsyncIterable<string[]>;
}

/** What can be known of audio without decoding it. */
export interface RecordingMedia {
  probe(source: RangeSource): Promise<Probe>;
  /** How a recording is divided for transcription; the same plan on every call. */
  planParts(source: RangeSource, probe: Probe): Promise<RecordingPart[]>;
  cutPart(source: RangeSource, probe: Probe, part: RecordingPart): Promise<AudioPart>;
  /** Bars measured from PCM; undefined where the codec can't be read without a decoder. */
  measureWaveform(source: RangeSource, probe: Probe): Promise<Waveform | undefined>;
  /** Bars estimated from the sizes of encoded packets and the times of speech. */
  estimateWaveform(
    source: RangeSource,
    probe: Probe,
    speech: { start: number; end: number }[],
  ): Promise<Waveform>;
}
/** A file that a transcription vendor takes in one call. `start` is where its first packet lies in the recording. */
export interface AudioPart {
  bytes: Uint8Array<ArrayBuffer>;
  contentType: string;
  filename: string;
  start: number;
}

export interface CallOptions {
  requestId: string;
  signal?: AbortSignal;
}

/** Hears one part of a recording. Times count from the part's start. */
export interface Transcriber {
  transcribe(
    part: AudioPart,
    options: CallOptions & { prompt: string; language: string | undefined },
  ): Promise<Heard>;
}

/** Hears somebody while they speak. */
export interface LiveTranscriber {
  /**
   * Begins to listen; throws a VendorError where that can't be. `onHeard` gets everything that was understood since then,
   * each time it changes; `onLost` is called once when the line breaks, and nothing after it.
   */
  open(
    options: CallOptions & {
      language: InterviewLanguage;
      prompt: string;
      onHeard(segments: (HeardSegment & { final: boolean })[]): void;
      onLost(error: VendorError): void;
    },
  ): Promise<LiveEar>;
}
/** One line to a live transcription. Seconds count from the first octet that it was given. */
export interface LiveEar {
  /** PCM, 16 bit little-endian, mono, 24 kHz; any length. */
  hear(pcm: Uint8Array): void;
  /** No more comes: answers all that was understood, and closes the line. VendorError when it broke. */
  finish(): Promise<HeardSegment[]>;
  /** Closes the line at once. */
  close(): void;
}

/** Thinks of the next question. What it proposes is judged by core/interview's guard before anybody hears it. */
export interface Interviewer {
  propose(briefing: Briefing, options: CallOptions): Promise<QuestionDraft>;
}

/** Says the interviewer's words aloud. */
export interface Voice {
  /** Speaks sentence by sentence: the first can be heard while the next is made. Cancelling the stream stops the vendor. */
  speak(
    sentences: string[],
    options: CallOptions & { language: InterviewLanguage },
  ): Promise<{ contentType: string; body: ReadableStream<Uint8Array> }>;
}

/**
 * Sessions that run, each by itself whoever asks; whether somebody may is asked before. Refusals are AppErrors:
 * `interview.not_begun` where there is none, `interview.turn_over` for an answer that comes too late.
 */
export interface InterviewSessions {
  /** Begins a session and answers once its first question is known; the same again is the one that is there. */
  begin(beginning: SessionBeginning): Promise<SessionView>;
  view(interviewId: string): Promise<SessionView>;
  findQuestion(
    interviewId: string,
    questionId: string,
  ): Promise<{ question: Question; language: InterviewLanguage } | undefined>;
  /** Lays the audio of an answer (PCM as on the socket) beside the session until `answerByRecording` takes it. */
  stage(interviewId: string, uploadId: string, pcm: ReadableStream<Uint8Array>): Promise<void>;
  /** Nothing happens to what was taken already. */
  unstage(interviewId: string, uploadId: string): Promise<void>;
  /** The three acts below answer once the next question is known, or the session closes. `turnId` undefined: the open turn. */
  answerByRecording(interviewId: string, turnId: string | undefined, uploadId: string): Promise<AnsweredTurn>;
  answerInWriting(interviewId: string, turnId: string | undefined, text: string): Promise<AnsweredTurn>;
  control(interviewId: string, control: Control): Promise<SessionView>;
  /** Ends a session and answers the ids of its memories once all are made; ended twice, the same. */
  end(interviewId: string): Promise<string[]>;
  /** Nothing stays of a session: neither audio nor words. One that isn't there is forgotten already. */
  forget(interviewId: string): Promise<void>;
  /** Hands a request that asks for a WebSocket to the session. */
  connect(interviewId: string, request: Request): Promise<Response>;
}
export interface AnsweredTurn {
  turn: Turn;
  view: SessionView;
}

/** Tells the voices in one part of a recording apart. Times count from the part's start. */
export interface Diarizer {
  tellApart(part: AudioPart, options: CallOptions & { language: string | undefined }): Promise<VoiceTurn[]>;
}

/** Reads one transcript and proposes an enrichment; nothing of it is proved yet. */
export interface Enricher {
  draft(input: EnricherInput, options: CallOptions): Promise<EnrichmentDraft>;
}
export interface EnricherInput {
  transcript: Transcript;
  knownNames: string[];
  recordedOn: string | undefined;
}

/** Says what texts mean, as vectors that can be compared: the nearer, the more alike. */
export interface Embedder {
  /** Vectors of different models can't be compared. */
  readonly model: string;
  /** Unit vectors of 512 numbers, one a text, in the order of the texts. */
  embed(texts: string[], options: CallOptions & { timeoutMilliseconds?: number }): Promise<number[][]>;
}

/** Finds names, places and dates by grammar alone. */
export interface MentionFinder {
  find(text: string, language: string): Promise<Mentions>;
}

/** A copy of a recording kept at a pinning vendor. */
export interface PinStore {
  /** Uploads a recording read in ranges; goes on with `resume` where the vendor says it stopped. Nothing holds a whole file. */
  upload(
    source: RangeSource,
    options: CallOptions & {
      name: string;
      memoryId: string;
      familyId: string;
      resume: string | undefined;
      onResumable(url: string): Promise<void>;
      onProgress(bytes: number): Promise<void>;
    },
  ): Promise<Pin>;
  /** Finds a pin by our own content id: the answer to an earlier upload may have been lost. */
  find(cid: string, options: CallOptions): Promise<Pin | undefined>;
  /** Opens octets of a pinned copy; `endExclusive` undefined reads to the end. */
  read(
    cid: string,
    range: { start: number; endExclusive?: number },
    options: CallOptions,
  ): Promise<ReadableStream<Uint8Array>>;
  /** Gone already is a success. */
  remove(vendorId: string, options: CallOptions): Promise<void>;
}
export interface Pin {
  id: string;
  cid: string;
  bytes: number;
}

/** Computes the content id, in the profile (chunker, CID version) that is named with it, and the SHA-256 (hex) of a stream; nothing is kept. */
export interface ContentIds {
  compute(
    stream: ReadableStream<Uint8Array>,
  ): Promise<{ cid: string; profile: string; sha256: string; bytes: number }>;
}

/** Pinned copies for listening, read through a cache of blocks. */
export interface KeptAudio {
  open(cid: string, bytes: number, contentType: string): RangeSource;
}

export interface WakeUps {
  send(message: WakeUp, delaySeconds?: number): Promise<void>;
}

export interface Mailer {
  send(mail: {
    to: string;
    name: string;
    subject: string;
    text: string;
    /** The page on which whoever gets it can ask for no more of them. */
    unsubscribeUrl?: string;
  }): Promise<void>;
}

export interface Dependencies {
  /** Each dependency's state, for /health/ready. */
  check(): Promise<
    { name: string; needed: boolean; state: "ok" | "degraded" | "down"; milliseconds: number }[]
  >;
}
