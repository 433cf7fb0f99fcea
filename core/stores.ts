import type { Viewer } from "./access.ts";
import type { NameAnswer, NameMeaning, OpenName } from "./heard-names.ts";
import type {
  AuditEntry,
  FamilySettings,
  FoundInvitation,
  Invitation,
  InvitationFields,
  InvitationHurdles,
  Member,
  MemberChange,
} from "./household.ts";
import type { WeighedMemory } from "./insights.ts";
import type {
  Interview,
  InterviewLanguage,
  InterviewSummary,
  NewInterview,
  QueuedQuestion,
  QueuedQuestionFields,
} from "./interview/interview.ts";
import type { Ledger } from "./interview/ledger.ts";
import type { MemoryRecord, SeenMemory, StoredRecording } from "./memory-record.ts";
import type { NewsSettings, NewsSettingsPatch } from "./notifications.ts";
import type { PersonPage, PersonPatch, Relative } from "./relatives.ts";
import type {
  Family,
  MemoryFilters,
  MemoryPatch,
  Notification,
  Page,
  Person,
  PersonFields,
  RecordingFields,
  Role,
  Segment,
  SegmentPatch,
  Speaker,
  Transcript,
} from "./schemas.ts";
import type { Facets, Moment, Related, SearchPage, Suggestion } from "./search-answers.ts";
import type { KnownPerson, ToldMemory } from "./timeline-rows.ts";

// What is kept in Postgres, as somebody's acts ask for it. Each verb is one round trip; those that name a viewer see
// nothing but the viewer's families.

export interface Listed<T> {
  items: T[];
  nextCursor: string | undefined;
}

/** What belongs to a family, with the family and the viewer's role in it. */
export type InFamily<Thing> = Thing & { family: Family };

/** What somebody's account is to themselves. */
export interface AccountStore {
  /** The account and its families; undefined: the account is gone. */
  find(viewer: Viewer): Promise<{ account: OwnAccount; families: Family[] } | undefined>;
  findWithSessions(viewer: Viewer): Promise<{ account: OwnAccount; sessions: OwnSession[] } | undefined>;
  endSession(viewer: Viewer, sessionId: string): Promise<void>;
  /** Ends all sessions but the one that the viewer came with. */
  endOtherSessions(viewer: Viewer): Promise<void>;
  /**
   * Marks the account, and the families that nobody else belongs to, to be erased after so many days, and ends the other
   * sessions. Nothing happens while families with other members have no other owner: `heldBy` names them.
   */
  leave(viewer: Viewer, graceDays: number): Promise<{ deleteAfter: string | undefined; heldBy: string[] }>;
  /** Takes the mark away, from the families that went with the account, too. */
  keep(viewer: Viewer): Promise<void>;
  /** Erases accounts whose time has come and that no family to be erased needs any more; answers how many. */
  erasePast(): Promise<number>;
}

export interface OwnAccount {
  id: string;
  name: string;
  email: string;
  emailVerified: boolean;
  deleteAfter: string | undefined;
}

export interface OwnSession {
  id: string;
  userAgent: string | undefined;
  createdAt: string;
  /** When it was last renewed: once a day at most. */
  usedAt: string;
}

export interface FamilyStore {
  /** The viewer's families; the first is made here when there is none yet (sign-up isn't atomic). */
  list(viewer: Viewer): Promise<Family[]>;
  create(viewer: Viewer, id: string, name: string): Promise<Family>;
  find(viewer: Viewer, familyId: string): Promise<Family | undefined>;
  /** The three acts below are an owner's; each answers the family as it is then, with the viewer's role. */
  rename(viewer: Viewer, familyId: string, name: string): Promise<Family | undefined>;
  /** Marks it to be deleted after so many days, unless it is marked already, and tells its other members. */
  planDeletion(viewer: Viewer, familyId: string, graceDays: number): Promise<Family | undefined>;
  /** Takes the mark away, unless its time has come. */
  cancelDeletion(viewer: Viewer, familyId: string): Promise<Family | undefined>;
}

/** All that the page of a family's settings shows, in one round trip. What only owners see is empty for others. */
export interface FamilySettingsStore {
  open(viewer: Viewer, familyId: string, page: Page): Promise<FamilySettings | undefined>;
}

export interface MemberStore {
  /** Empty: the family isn't the viewer's to see. */
  list(viewer: Viewer, familyId: string): Promise<Member[]>;
  changeRole(
    viewer: Viewer,
    familyId: string,
    userId: string,
    role: Role,
  ): Promise<MemberChange & { member: Member | undefined }>;
  remove(viewer: Viewer, familyId: string, userId: string): Promise<MemberChange>;
}

/** Invitations. A token is known here only while it is made or shown: what is kept is its hash. */
export interface InvitationStore {
  /** `made` is undefined when a hurdle stood in the way; `hurdles` is undefined when the family isn't the viewer's to see. */
  create(
    viewer: Viewer,
    familyId: string,
    id: string,
    fields: InvitationFields,
  ): Promise<{
    hurdles: InvitationHurdles | undefined;
    made: { invitation: Invitation; token: string; familyName: string } | undefined;
  }>;
  list(viewer: Viewer, familyId: string): Promise<{ role: Role | undefined; invitations: Invitation[] }>;
  revoke(
    viewer: Viewer,
    familyId: string,
    invitationId: string,
  ): Promise<{ role: Role | undefined; revoked: boolean }>;
  /** undefined: wrong or revoked. */
  find(viewer: Viewer | undefined, token: string): Promise<FoundInvitation | undefined>;
  /** `family` is what the viewer belongs to by this link, now or before; `joined` whether it was now. */
  accept(
    viewer: Viewer,
    token: string,
  ): Promise<{
    family: Family | undefined;
    joined: boolean;
    state: FoundInvitation["state"] | undefined;
  }>;
}

export interface AuditStore {
  list(
    viewer: Viewer,
    familyId: string,
    page: Page,
  ): Promise<{ role: Role | undefined; entries: Listed<AuditEntry> }>;
}

export interface PersonStore {
  /** undefined: the family isn't the viewer's to see. */
  list(viewer: Viewer, familyId: string, page: Page): Promise<InFamily<Listed<Person>> | undefined>;
  /** Everybody of a family, as pages choose among them. */
  listRelatives(viewer: Viewer, familyId: string): Promise<InFamily<{ relatives: Relative[] }> | undefined>;
  /**
   * `role` is the viewer's in the family; `person` is undefined when the role doesn't allow writing. Relationships that
   * can't be are refused: AppErrors of core/people.ts.
   */
  create(
    viewer: Viewer,
    familyId: string,
    id: string,
    fields: PersonFields,
  ): Promise<{ role: Role | undefined; person: Person | undefined }>;
  find(viewer: Viewer, personId: string): Promise<{ role: Role; person: Person } | undefined>;
  /** Somebody with their stories and the family around them. */
  readPage(viewer: Viewer, personId: string): Promise<PersonPage | undefined>;
  /** null takes a fact away; refuses as `create` does. */
  update(
    viewer: Viewer,
    personId: string,
    patch: PersonPatch,
  ): Promise<{ role: Role | undefined; person: Person | undefined }>;
  /** `photoKey` names the photo that is left behind. */
  remove(viewer: Viewer, personId: string): Promise<{ role: Role | undefined; photoKey: string | undefined }>;
  findPhoto(viewer: Viewer, personId: string): Promise<{ key: string | undefined } | undefined>;
  /** Puts a photo in place of another, or none; `before` names the one that was there. */
  setPhoto(
    viewer: Viewer,
    personId: string,
    key: string | undefined,
  ): Promise<{ role: Role | undefined; person: Person | undefined; before: string | undefined }>;
  /** Which of these keys belong to a person. */
  knownPhotoKeys(keys: string[]): Promise<Set<string>>;
}

/** The voices of a recording, and who they are. */
export interface SpeakerStore {
  /** Says whose voice it is, or (undefined) that nobody knows, in all its segments. */
  nameVoice(
    viewer: Viewer,
    memoryId: string,
    label: string,
    personId: string | undefined,
  ): Promise<{
    role: Role | undefined;
    personKnown: boolean;
    transcript: Transcript | undefined;
  }>;
  /** For the queue: a living memory with its words; undefined when there are none to tell apart. */
  findWords(memoryId: string): Promise<{ memory: MemoryRecord; transcript: Transcript } | undefined>;
  /** Keeps whose voice each segment is; words that were corrected meanwhile stay. */
  keepVoices(
    memory: Pick<MemoryRecord, "id" | "familyId">,
    told: { segments: Segment[]; speakers: Speaker[] },
  ): Promise<boolean>;
}

/** Names that are heard in memories, and what an editor said of them. */
export interface NameStore {
  /** Names that are nobody yet, the most often heard first: a hundred at most. undefined: not the viewer's family. */
  list(
    viewer: Viewer,
    familyId: string,
  ): Promise<InFamily<{ names: Omit<OpenName, "candidates">[]; relatives: Relative[] }> | undefined>;
  /** `changed` is undefined when the role is too small or the person is of another family. */
  answer(
    viewer: Viewer,
    familyId: string,
    answer: NameAnswer,
    newId: string,
  ): Promise<{
    role: Role | undefined;
    changed: { key: string; memories: number; transcripts: number } | undefined;
  }>;
  /** `meaning` is what was forgotten, undefined when nothing was known of the name. */
  forget(
    viewer: Viewer,
    familyId: string,
    key: string,
  ): Promise<{ role: Role | undefined; meaning: NameMeaning | undefined }>;
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
  /** The memory with its words, and the family's people: everything that its page shows. `strangers` are names answered so. */
  findWithTranscript(
    viewer: Viewer,
    memoryId: string,
  ): Promise<
    | (SeenMemory & {
        transcript: Transcript | undefined;
        people: Pick<Relative, "id" | "name" | "aliases">[];
        strangers: string[];
      })
    | undefined
  >;
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
    patch: SegmentPatch,
  ): Promise<{
    role: Role | undefined;
    speakerKnown: boolean;
    segmentFound: boolean;
    transcript: Transcript | undefined;
  }>;
  /** Takes a retryable failure away, so that the failed step is begun again. */
  retry(
    viewer: Viewer,
    memoryId: string,
  ): Promise<{ role: Role | undefined; memory: MemoryRecord | undefined; retried: boolean }>;
  /** Begins a memory anew that is ready or failed; without words that could be read it begins by hearing. */
  reprocess(
    viewer: Viewer,
    memoryId: string,
    from: "transcribe" | "enrich",
  ): Promise<{ role: Role | undefined; memory: MemoryRecord | undefined; begun: boolean }>;
}

/** Memories that were deleted and can still be restored. Only editors see them; each verb is one round trip. */
export interface DeletionStore {
  /** Nobody finds the memory from now on; it is erased after the days of grace, or `forever` now. `role`: in its family, if it was there to be deleted. */
  remove(
    viewer: Viewer,
    memoryId: string,
    forever: boolean,
  ): Promise<{ role: Role | undefined; familyId: string | undefined }>;
  /** `memory` is the living memory; `restored` is false when it wasn't deleted. */
  restore(
    viewer: Viewer,
    memoryId: string,
  ): Promise<{ role: Role | undefined; memory: MemoryRecord | undefined; restored: boolean }>;
  /** Empty for those who may only look; undefined: the family isn't the viewer's to see. */
  list(viewer: Viewer, familyId: string, page: Page): Promise<InFamily<Listed<MemoryRecord>> | undefined>;
  find(viewer: Viewer, memoryId: string): Promise<MemoryRecord | undefined>;
}

/** A question as the store is asked it. No words: everything that the filters leave, newest first. */
export interface Asked {
  /** The words to look for, each alone. */
  words: string[];
  /** Set where somebody wants exactly what they wrote: "these words", -without, this or that. */
  exact: { text: string; excludes: boolean } | undefined;
  meaning: AskedMeaning | undefined;
}
export interface AskedMeaning {
  model: string;
  /** Of unit length. */
  vector: number[];
  floor: MeaningFloor;
}
/** How alike (cosine) a question must be to what is told in short, or to a passage of what was said. */
export interface MeaningFloor {
  story: number;
  passage: number;
}

/** A memory that was found. In `headline`, and nowhere else, marks stand round the words that were asked for. */
export interface Found {
  memory: MemoryRecord;
  score: number;
  headline: { text: string; marked: boolean }[];
  moments: Moment[];
}

/** What finds memories. Each verb is one round trip; undefined: the family or memory isn't the viewer's. */
export interface SearchStore {
  find(
    viewer: Viewer,
    familyId: string,
    asked: Asked,
    filters: MemoryFilters,
    page: SearchPage,
  ): Promise<InFamily<Listed<Found> & { total: number; facets: Facets }> | undefined>;
  /** What begins with or looks like what was typed, the best first. */
  suggest(viewer: Viewer, familyId: string, typed: string, limit: number): Promise<Suggestion[] | undefined>;
  /** Memories that go with another, the nearest first. */
  related(
    viewer: Viewer,
    memoryId: string,
    meaning: { model: string; floor: number },
    limit: number,
  ): Promise<{ memory: MemoryRecord; why: Related["why"] }[] | undefined>;
}

/** What somebody was told; what they don't want on the page is left out. */
export interface NotificationStore {
  /** The newest hundred, and how many of all are unread. */
  list(viewer: Viewer, since: string | undefined): Promise<{ items: Notification[]; unread: number }>;
  countUnread(viewer: Viewer): Promise<number>;
  markRead(viewer: Viewer, ids: string[] | "all"): Promise<void>;
  readSettings(viewer: Viewer): Promise<KeptNewsSettings>;
  changeSettings(viewer: Viewer, patch: NewsSettingsPatch): Promise<KeptNewsSettings>;
}
export interface KeptNewsSettings extends NewsSettings {
  /** Nothing is mailed to an address that nobody has proved to be theirs. */
  emailVerified: boolean;
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

/** What the timeline and the insights are drawn from: compact rows of all living memories, never their words. */
export interface OverviewStore {
  /** undefined: the family isn't the viewer's to see. */
  timeline(viewer: Viewer, familyId: string): Promise<InFamily<Told<ToldMemory>> | undefined>;
  insights(viewer: Viewer, familyId: string): Promise<InFamily<Told<WeighedMemory>> | undefined>;
}

export interface Told<Row extends ToldMemory> {
  memories: Row[];
  people: KnownPerson[];
}

/** Interviews as members ask for them; the sessions themselves write through InterviewKeeping. */
export interface InterviewStore {
  /**
   * Makes the row of an interview that an editor begins, and answers all that was told, asked, declined and left open by
   * this narrator before. The same id again is the same interview; none is begun in a family that is to be deleted.
   * family undefined: it isn't the viewer's to see.
   */
  begin(
    viewer: Viewer,
    familyId: string,
    id: string,
    fields: NewInterview & { language: InterviewLanguage },
  ): Promise<{
    family: Family | undefined;
    narratorKnown: boolean;
    begun: { interview: Interview; ledger: Ledger } | undefined;
  }>;
  list(viewer: Viewer, familyId: string, page: Page): Promise<InFamily<Listed<InterviewSummary>> | undefined>;
  /** What the page of all interviews shows: them, the newest questions of relatives, and who may be asked. */
  listWithQuestions(
    viewer: Viewer,
    familyId: string,
    page: Page,
  ): Promise<
    | InFamily<
        Listed<InterviewSummary> & { questions: QueuedQuestion[]; people: { id: string; name: string }[] }
      >
    | undefined
  >;
  /** What the page that begins an interview shows: whom to ask, what waits to be asked, which interview is still open. */
  prepare(
    viewer: Viewer,
    familyId: string,
  ): Promise<
    | InFamily<{
        /** With how long the page stays silent for them, where somebody set that. */
        people: { id: string; name: string; patienceSeconds: number | undefined }[];
        queued: QueuedQuestion[];
        open: InterviewSummary[];
      }>
    | undefined
  >;
  find(viewer: Viewer, interviewId: string): Promise<InFamily<{ interview: Interview }> | undefined>;
  /** Any member may ask; an editor or whoever asked may take a question back while nobody has answered it. */
  queueQuestion(
    viewer: Viewer,
    familyId: string,
    id: string,
    fields: QueuedQuestionFields,
  ): Promise<{ family: Family | undefined; narratorKnown: boolean; question: QueuedQuestion | undefined }>;
  listQuestions(
    viewer: Viewer,
    familyId: string,
    page: Page,
  ): Promise<InFamily<Listed<QueuedQuestion>> | undefined>;
  /** `mine`: the viewer asked it. Not removed though allowed: somebody has answered it. */
  removeQuestion(
    viewer: Viewer,
    questionId: string,
  ): Promise<{ role: Role | undefined; mine: boolean; removed: boolean }>;
}
