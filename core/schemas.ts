import { z } from "zod";
import { lifeChapterSchema } from "./life-chapters.ts";
import { notificationKinds } from "./news.ts";

export const idSchema = z.uuid();
/** Seconds from the start of a recording. */
export const secondsSchema = z.number().min(0);
const timeSchema = z.iso.datetime();
const languageSchema = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "a language tag such as en or es-MX");
/** A date as far as it is known: 1956, 1956-07 or 1956-07-14. */
export const vagueDateSchema = z
  .string()
  .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, "a date as 1956, 1956-07 or 1956-07-14");

export const roleSchema = z.enum(["owner", "editor", "viewer"]);
export type Role = z.infer<typeof roleSchema>;

export const memoryStatusSchema = z.enum([
  "uploading",
  "uploaded",
  "transcribing",
  "enriching",
  "pinning",
  "ready",
  "failed",
]);
export type MemoryStatus = z.infer<typeof memoryStatusSchema>;

/** The seconds of audio that prove a claim, and the words spoken there. */
export const evidenceSchema = z.object({ start: secondsSchema, end: secondsSchema, quote: z.string() });
export type Evidence = z.infer<typeof evidenceSchema>;

export const datePrecisionSchema = z.enum(["day", "month", "season", "year", "decade", "vague"]);
export const happenedSchema = z.object({
  from: vagueDateSchema.optional(),
  to: vagueDateSchema.optional(),
  precision: datePrecisionSchema,
});
export type Happened = z.infer<typeof happenedSchema>;

export const failureSchema = z.object({
  code: z.string(),
  stage: z.string(),
  retryable: z.boolean(),
  detail: z.string(),
});
export type Failure = z.infer<typeof failureSchema>;

/** A step at work: its name, how far it is (0–1), and when it is tried again if the vendor made us wait. */
export const stageSchema = z.object({
  name: z.enum(["transcribe", "enrich", "pin"]),
  progress: z.number().min(0).max(1),
  retryAt: timeSchema.optional(),
});
export type Stage = z.infer<typeof stageSchema>;

export const claimFieldSchema = z.enum(["title", "oneLiner", "summary", "lesson", "quote"]);
export const claimSchema = z.object({
  field: claimFieldSchema,
  text: z.string(),
  evidence: z.array(evidenceSchema),
});
export type Claim = z.infer<typeof claimSchema>;

export const mentionedPersonSchema = z.object({
  personId: idSchema.optional(),
  name: z.string(),
  /** What they are called in the recording, where that is something else. */
  heard: z.array(z.string()).optional(),
  evidence: z.array(evidenceSchema),
});
export const mentionedPlaceSchema = z.object({ name: z.string(), evidence: z.array(evidenceSchema) });
export const mentionedDateSchema = z.object({
  text: z.string(),
  from: vagueDateSchema.optional(),
  to: vagueDateSchema.optional(),
  precision: datePrecisionSchema,
  evidence: z.array(evidenceSchema),
});

export const toneSchema = z.object({
  primary: z.string(),
  intensity: z.number().int().min(1).max(10),
  arc: z.array(z.string()),
});

/** 180 bars from the start to the end of a recording, 0 (silence) to 1 (its loudest). */
export const waveformSchema = z.array(z.number().min(0).max(1)).length(180);
export type Waveform = z.infer<typeof waveformSchema>;

/** What the pipeline learnt of a story: everything in it has been proved against the transcript. */
export const enrichmentSchema = z.object({
  title: z.string(),
  oneLiner: z.string(),
  summary: z.string(),
  chapter: lifeChapterSchema.optional(),
  chapters: z.array(lifeChapterSchema),
  themes: z.array(z.string()),
  tone: toneSchema.optional(),
  era: z.string().optional(),
  happened: happenedSchema.optional(),
  people: z.array(mentionedPersonSchema),
  places: z.array(mentionedPlaceSchema),
  dates: z.array(mentionedDateSchema),
  claims: z.array(claimSchema),
  followUps: z.array(z.string()),
  warnings: z.array(z.string()),
});
export type Enrichment = z.infer<typeof enrichmentSchema>;

export const pinSchema = z.object({
  cid: z.string(),
  profile: z.string(),
  bytes: z.number().int().min(0),
  pinnedAt: timeSchema,
  verifiedAt: timeSchema.optional(),
});

export const recordingSchema = z.object({
  seconds: secondsSchema,
  bytes: z.number().int().min(0),
  contentType: z.string(),
  waveform: waveformSchema.optional(),
  waveformSource: z.enum(["decoded", "estimated"]).optional(),
});

/** One story with its recording, as clients see it. */
export const memorySchema = z.object({
  id: idSchema,
  familyId: idSchema,
  status: memoryStatusSchema,
  stage: stageSchema.optional(),
  failure: failureSchema.optional(),
  ...enrichmentSchema.shape,
  story: z.string().optional(),
  language: z.string().optional(),
  narrator: z.object({ id: idSchema, name: z.string() }).optional(),
  /** Another memory of the family with the same recording, octet by octet. Told where one memory is opened or made. */
  sameAs: z.object({ id: idSchema, title: z.string() }).optional(),
  recording: recordingSchema,
  pin: pinSchema.optional(),
  version: z.number().int(),
  createdAt: timeSchema,
  updatedAt: timeSchema,
});
export type Memory = z.infer<typeof memorySchema>;

export const wordSchema = z.object({ start: secondsSchema, end: secondsSchema, text: z.string() });
export type Word = z.infer<typeof wordSchema>;

export const segmentSchema = z.object({
  id: idSchema,
  start: secondsSchema,
  end: secondsSchema,
  text: z.string(),
  speakerId: idSchema.optional(),
  /** The voice that speaks here, where voices were told apart: the label of one of the transcript's speakers. */
  speaker: z.string().max(40).optional(),
  /** Names that were written as the family spells them though they were heard a little differently. */
  guesses: z.array(z.object({ heard: z.string(), written: z.string() })).optional(),
  /** true: the times of the words are interpolated inside the segment's real times. */
  approximate: z.boolean(),
  words: z.array(wordSchema),
});
export type Segment = z.infer<typeof segmentSchema>;

/** A voice in a recording, and who it is once somebody said so. */
export const speakerSchema = z.object({ label: z.string().max(40), personId: idSchema.optional() });
export type Speaker = z.infer<typeof speakerSchema>;

export const transcriptSchema = z.object({
  language: z.string(),
  segments: z.array(segmentSchema),
  speakers: z.array(speakerSchema).optional(),
});
export type Transcript = z.infer<typeof transcriptSchema>;

/** What one transcription call answers: times count from the start of the part that was sent. */
export const heardSchema = z.object({
  language: z.string(),
  segments: z.array(segmentSchema.omit({ id: true, speakerId: true })),
});
export type Heard = z.infer<typeof heardSchema>;

/** What is known of a recording from its bytes alone (container, codec, length), without decoding it. */
export const probeSchema = z.object({
  contentType: z.enum([
    "audio/wav",
    "audio/mpeg",
    "audio/mp4",
    "audio/aac",
    "audio/ogg",
    "audio/webm",
    "audio/flac",
  ]),
  codec: z.string(),
  seconds: z.number().positive(),
  sampleRate: z.number().positive(),
  channels: z.number().int().positive(),
});
export type Probe = z.infer<typeof probeSchema>;

/** The fields that a sender may give with a recording. */
export const recordingFieldsSchema = z.object({
  title: z.string().trim().min(1).max(200).optional(),
  narratorId: idSchema.optional(),
  recordedOn: vagueDateSchema.optional(),
  language: languageSchema.optional(),
  /** Bars decoded by the browser, as a JSON array of 180 numbers from 0 to 1. */
  waveform: waveformSchema.optional(),
});
export type RecordingFields = z.infer<typeof recordingFieldsSchema>;

/** What a person may change of a memory. A field named here is theirs from then on: no re-run overwrites it. */
export const memoryPatchSchema = z
  .object({
    title: z.string().trim().min(1).max(200),
    oneLiner: z.string().trim().max(300),
    summary: z.string().trim().max(5000),
    story: z.string().trim().max(100_000),
    chapter: lifeChapterSchema,
    chapters: z.array(lifeChapterSchema).max(8),
    themes: z.array(z.string().trim().min(1).max(60)).max(20),
    /** null takes the date away. */
    happened: happenedSchema.nullable(),
    narratorId: idSchema.nullable(),
    language: languageSchema,
  })
  .partial()
  .strict();
export type MemoryPatch = z.infer<typeof memoryPatchSchema>;

export const segmentPatchSchema = z.object({
  text: z.string().trim().min(1).max(5000),
  /** null: nobody knows who speaks here. */
  speakerId: idSchema.nullable().optional(),
});
export type SegmentPatch = z.infer<typeof segmentPatchSchema>;

export const relationshipSchema = z.object({
  personId: idSchema,
  kind: z.enum(["parent", "child", "partner", "sibling", "other"]),
});

export const personFieldsSchema = z.object({
  name: z.string().trim().min(1).max(120),
  aliases: z.array(z.string().trim().min(1).max(120)).max(20).optional(),
  bornOn: vagueDateSchema.optional(),
  diedOn: vagueDateSchema.optional(),
  birthplace: z.string().trim().max(200).optional(),
  bio: z.string().trim().max(5000).optional(),
  /** Who others are to this person; each of them is told the same from the other side. */
  relationships: z.array(relationshipSchema).max(100).optional(),
});
export type PersonFields = z.infer<typeof personFieldsSchema>;

export const personSchema = personFieldsSchema.extend({
  id: idSchema,
  familyId: idSchema,
  /** Where members find the photo; another photo has another address. */
  photoUrl: z.string().optional(),
  createdAt: timeSchema,
  updatedAt: timeSchema,
});
export type Person = z.infer<typeof personSchema>;

export const familySchema = z.object({
  id: idSchema,
  name: z.string(),
  role: roleSchema,
  createdAt: timeSchema,
  /** Asked to be deleted: until then every owner can keep it. */
  deleteAfter: timeSchema.optional(),
});
export type Family = z.infer<typeof familySchema>;

export const notificationKindSchema = z.enum(notificationKinds);

export const notificationSchema = z.object({
  id: idSchema,
  familyId: idSchema,
  familyName: z.string(),
  /** The memory that it is about, if it is about one. */
  memoryId: idSchema.optional(),
  kind: notificationKindSchema,
  title: z.string(),
  details: z.record(z.string(), z.string()),
  createdAt: timeSchema,
  readAt: timeSchema.optional(),
});
export type Notification = z.infer<typeof notificationSchema>;

export const memoryFiltersSchema = z.object({
  status: memoryStatusSchema.optional(),
  narratorId: idSchema.optional(),
  chapter: lifeChapterSchema.optional(),
  person: z.string().max(120).optional(),
  place: z.string().max(120).optional(),
  theme: z.string().max(60).optional(),
  from: vagueDateSchema.optional(),
  to: vagueDateSchema.optional(),
  tone: z.string().max(60).optional(),
  /** The first year of a decade, e.g. 1950. */
  decade: z.coerce.number().int().min(0).max(9990).multipleOf(10).optional(),
});
export type MemoryFilters = z.infer<typeof memoryFiltersSchema>;

export const pageSchema = z.object({
  /** The id of the last thing on the page before. */
  cursor: idSchema.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});
export type Page = z.infer<typeof pageSchema>;

/** A queue message is a wake-up call: the row is the truth. */
export const wakeUpSchema = z.object({
  version: z.literal(1),
  type: z.enum(["enrichment", "pinning", "embedding", "speakers"]),
  memoryId: idSchema,
  requestId: z.string().max(128),
});
export type WakeUp = z.infer<typeof wakeUpSchema>;

export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  code: z.string(),
  requestId: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;
