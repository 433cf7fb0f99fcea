import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  customType,
  foreignKey,
  halfvec,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import type { Coverage, InterviewLanguage, Turn } from "../../core/interview/interview.ts";
import type { LifeChapter } from "../../core/life-chapters.ts";
import { notificationKinds } from "../../core/news.ts";
import type { Telling } from "../../core/notifications.ts";
import type { RecordingPart } from "../../core/parts.ts";
import type {
  Claim,
  Enrichment,
  Failure,
  Happened,
  Heard,
  PersonFields,
  Probe,
  Segment,
  Speaker,
  Stage,
  Waveform,
} from "../../core/schemas.ts";

const time = (name: string) => timestamp(name, { withTimezone: true, mode: "string" });
const createdAt = () => time("created_at").notNull().defaultNow();

// ---- Accounts: the tables that Better Auth reads and writes, in its own shape.

export const user = pgTable("user", {
  id: uuid("id").primaryKey(),
  name: text("name").notNull(),
  email: text("email").notNull().unique(),
  emailVerified: boolean("email_verified").notNull().default(false),
  image: text("image"),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
  /** Asked to be deleted: from this time on nothing of the account is kept. */
  deleteAfter: time("delete_after"),
});

/** What an account chose for itself. No row yet: all is as it comes. */
export const preference = pgTable("preference", {
  userId: uuid("user_id")
    .primaryKey()
    .references(() => user.id, { onDelete: "cascade" }),
  /** The language of mails; that of a page is its visitor's. */
  language: text("language"),
  telling: jsonb("telling").$type<Telling>().notNull().default({}),
  /** Up to here the digest has told everything. */
  digestedAt: time("digested_at"),
});

export const session = pgTable(
  "session",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    token: text("token").notNull().unique(),
    expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
    ipAddress: text("ip_address"),
    userAgent: text("user_agent"),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index("session_user").on(table.userId)],
);

export const account = pgTable(
  "account",
  {
    id: uuid("id").primaryKey(),
    userId: uuid("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    accountId: text("account_id").notNull(),
    providerId: text("provider_id").notNull(),
    password: text("password"),
    accessToken: text("access_token"),
    refreshToken: text("refresh_token"),
    idToken: text("id_token"),
    accessTokenExpiresAt: timestamp("access_token_expires_at", { withTimezone: true }),
    refreshTokenExpiresAt: timestamp("refresh_token_expires_at", { withTimezone: true }),
    scope: text("scope"),
    createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
    updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
  },
  (table) => [index("account_user").on(table.userId)],
);

export const verification = pgTable("verification", {
  id: uuid("id").primaryKey(),
  identifier: text("identifier").notNull(),
  value: text("value").notNull(),
  expiresAt: timestamp("expires_at", { withTimezone: true }).notNull(),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  updatedAt: timestamp("updated_at", { withTimezone: true }).notNull().defaultNow(),
});

export const jwks = pgTable("jwks", {
  id: uuid("id").primaryKey(),
  publicKey: text("public_key").notNull(),
  privateKey: text("private_key").notNull(),
  alg: text("alg"),
  crv: text("crv"),
  createdAt: timestamp("created_at", { withTimezone: true }).notNull().defaultNow(),
  expiresAt: timestamp("expires_at", { withTimezone: true }),
});

// ---- Families. Every row below belongs to one.

export const family = pgTable(
  "family",
  {
    id: uuid("id").primaryKey(),
    name: text("name").notNull(),
    /** The account whose first family this is: it is made once, however often that is tried. */
    firstOf: uuid("first_of")
      .unique()
      .references(() => user.id, { onDelete: "set null" }),
    createdAt: createdAt(),
    /** Asked to be deleted: from this time on its memories are erased, then the rest of it. */
    deleteAfter: time("delete_after"),
  },
  (table) => [
    index("family_delete_after").on(table.deleteAfter).where(sql`${table.deleteAfter} is not null`),
  ],
);

export const member = pgTable(
  "member",
  {
    familyId: uuid("family_id")
      .notNull()
      .references(() => family.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    role: text("role", { enum: ["owner", "editor", "viewer"] }).notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.familyId] }),
    index("member_family").on(table.familyId),
  ],
);

/** An invitation by e-mail: good once, for seven days, for whoever holds the link. */
export const invitation = pgTable(
  "invitation",
  {
    id: uuid("id").primaryKey(),
    familyId: uuid("family_id")
      .notNull()
      .references(() => family.id, { onDelete: "cascade" }),
    email: text("email").notNull(),
    role: text("role", { enum: ["owner", "editor", "viewer"] }).notNull(),
    /** SHA-256 of the link's token, hex. */
    tokenHash: text("token_hash").notNull().unique(),
    invitedBy: uuid("invited_by").references(() => user.id, { onDelete: "set null" }),
    createdAt: createdAt(),
    expiresAt: time("expires_at").notNull(),
    acceptedAt: time("accepted_at"),
    acceptedBy: uuid("accepted_by").references(() => user.id, { onDelete: "set null" }),
    revokedAt: time("revoked_at"),
  },
  (table) => [index("invitation_family").on(table.familyId, table.id.desc())],
);

/** Who did what to a family: written by triggers (migrations/0007_audit.sql), so that no way past it exists. */
export const audit = pgTable(
  "audit",
  {
    id: uuid("id").primaryKey().default(sql`uuidv7()`),
    familyId: uuid("family_id")
      .notNull()
      .references(() => family.id, { onDelete: "cascade" }),
    /** Not a reference: what somebody did stays on record when their account is gone. */
    actorId: uuid("actor_id"),
    act: text("act").notNull(),
    details: jsonb("details").$type<Record<string, string | null>>().notNull().default({}),
    createdAt: createdAt(),
  },
  (table) => [index("audit_family").on(table.familyId, table.id.desc())],
);

export const person = pgTable(
  "person",
  {
    id: uuid("id").primaryKey(),
    familyId: uuid("family_id")
      .notNull()
      .references(() => family.id, { onDelete: "cascade" }),
    name: text("name").notNull(),
    aliases: text("aliases").array().notNull().default(sql`'{}'`),
    bornOn: text("born_on"),
    diedOn: text("died_on"),
    birthplace: text("birthplace"),
    bio: text("bio"),
    /** How long an interview stays silent before it asks gently whether there is more. */
    patienceSeconds: smallint("patience_seconds"),
    relationships: jsonb("relationships")
      .$type<NonNullable<PersonFields["relationships"]>>()
      .notNull()
      .default([]),
    /** Where the photo lies in R2. */
    photoKey: text("photo_key"),
    createdAt: createdAt(),
    updatedAt: time("updated_at").notNull().defaultNow(),
  },
  (table) => [index("person_family").on(table.familyId, table.id)],
);

/** What an editor answered about a name heard in stories: one answer for all of them, those to come included. */
export const heardName = pgTable(
  "heard_name",
  {
    familyId: uuid("family_id")
      .notNull()
      .references(() => family.id, { onDelete: "cascade" }),
    /** The name as it is compared: name_key() of migrations/0006_people.sql. */
    key: text("key").notNull(),
    name: text("name").notNull(),
    /** alias: this is how they are called. misheard: the words are to be mended. stranger: nobody of the family. */
    meaning: text("meaning", { enum: ["alias", "misheard", "stranger"] }).notNull(),
    personId: uuid("person_id").references(() => person.id, { onDelete: "cascade" }),
    answeredBy: uuid("answered_by").references(() => user.id, { onDelete: "set null" }),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.familyId, table.key] }),
    index("heard_name_person").on(table.personId),
    check("heard_name_person_named", sql`(${table.meaning} = 'stranger') = (${table.personId} is null)`),
  ],
);

export const memory = pgTable(
  "memory",
  {
    id: uuid("id").primaryKey(),
    familyId: uuid("family_id")
      .notNull()
      .references(() => family.id, { onDelete: "cascade" }),
    createdBy: uuid("created_by").references(() => user.id, { onDelete: "set null" }),
    narratorId: uuid("narrator_id").references(() => person.id, { onDelete: "set null" }),
    recordedOn: text("recorded_on"),
    language: text("language"),

    // Where it stands in the pipeline. The row is the truth; queue messages only wake somebody up.
    status: text("status", {
      enum: ["uploading", "uploaded", "transcribing", "enriching", "pinning", "ready", "failed"],
    }).notNull(),
    stage: jsonb("stage").$type<Stage>(),
    failure: jsonb("failure").$type<Failure>(),
    attempts: smallint("attempts").notNull().default(0),
    leaseId: uuid("lease_id"),
    leaseExpiresAt: time("lease_expires_at"),
    /** Not before this time is the next try. */
    wakeAt: time("wake_at").notNull().defaultNow(),

    // What is told. `edited` names the fields that a person wrote.
    edited: text("edited").array().notNull().default(sql`'{}'`),
    title: text("title").notNull().default(""),
    oneLiner: text("one_liner").notNull().default(""),
    summary: text("summary").notNull().default(""),
    story: text("story"),
    chapter: text("chapter").$type<NonNullable<Enrichment["chapter"]>>(),
    chapters: text("chapters").array().$type<Enrichment["chapters"]>().notNull().default(sql`'{}'`),
    themes: text("themes").array().notNull().default(sql`'{}'`),
    happened: jsonb("happened").$type<Happened>(),
    claims: jsonb("claims").$type<Claim[]>().notNull().default([]),
    told: jsonb("told")
      .$type<Pick<Enrichment, "tone" | "people" | "places" | "dates" | "followUps" | "warnings">>()
      .notNull()
      .default({ people: [], places: [], dates: [], followUps: [], warnings: [] }),

    // The recording.
    objectKey: text("object_key"),
    bytes: bigint("bytes", { mode: "number" }).notNull(),
    probe: jsonb("probe").$type<Probe>().notNull(),
    sha256: text("sha256").notNull(),
    /** How a recording longer than one transcription call is divided. */
    plan: jsonb("plan").$type<RecordingPart[]>(),
    waveform: jsonb("waveform").$type<Waveform>(),
    waveformSource: text("waveform_source", { enum: ["decoded", "estimated"] }),

    // Its kept copy.
    cid: text("cid"),
    pinProfile: text("pin_profile"),
    pinVendorId: text("pin_vendor_id"),
    pinResume: text("pin_resume"),
    pinnedAt: time("pinned_at"),
    verifiedAt: time("verified_at"),

    version: integer("version").notNull().default(1),
    createdAt: createdAt(),
    updatedAt: time("updated_at").notNull().defaultNow(),
    deletedAt: time("deleted_at"),
    /** A deleted memory can be restored until this time; from then on what is left of it is erased. */
    eraseAt: time("erase_at"),
  },
  (table) => [
    index("memory_family").on(table.familyId, table.id.desc()).where(sql`${table.deletedAt} is null`),
    // Only what is still at work, so that the sweep's cost doesn't grow with the vault.
    index("memory_at_work")
      .on(table.wakeAt)
      .where(
        sql`${table.status} in ('uploaded', 'transcribing', 'enriching', 'pinning') or ${table.deletedAt} is not null or (${table.status} = 'ready' and ${table.objectKey} is not null)`,
      ),
    index("memory_deleted").on(table.familyId, table.id.desc()).where(sql`${table.deletedAt} is not null`),
    // The same recording again is noticed.
    index("memory_sha256").on(table.familyId, table.sha256),
    index("memory_narrator").on(table.narratorId).where(sql`${table.narratorId} is not null`),
    index("memory_object").on(table.objectKey).where(sql`${table.objectKey} is not null`),
    index("memory_cid").on(table.cid).where(sql`${table.cid} is not null`),
    check("memory_bytes", sql`${table.bytes} > 0`),
  ],
);

export const transcript = pgTable("transcript", {
  memoryId: uuid("memory_id")
    .primaryKey()
    .references(() => memory.id, { onDelete: "cascade" }),
  familyId: uuid("family_id")
    .notNull()
    .references(() => family.id, { onDelete: "cascade" }),
  language: text("language").notNull(),
  segments: jsonb("segments").$type<Segment[]>().notNull(),
  /** The voices that were told apart, and who they are. */
  speakers: jsonb("speakers").$type<Speaker[]>().notNull().default([]),
  /** How many words were said: counting them when it is asked would read most of the vault. */
  wordCount: integer("word_count")
    .notNull()
    .generatedAlwaysAs(
      sql`case when segments = '[]' then 0 else regexp_count(jsonb_path_query_array(segments, '$[*].text')::text, '\\S+') end`,
    ),
  /** Ids of segments whose words a person corrected. */
  edited: uuid("edited").array().notNull().default(sql`'{}'`),
});

/** What each part of a long recording said, kept until all are heard, so that a retry hears none twice. */
export const transcriptPart = pgTable(
  "transcript_part",
  {
    memoryId: uuid("memory_id")
      .notNull()
      .references(() => memory.id, { onDelete: "cascade" }),
    familyId: uuid("family_id")
      .notNull()
      .references(() => family.id, { onDelete: "cascade" }),
    index: smallint("index").notNull(),
    start: real("start").notNull(),
    heard: jsonb("heard").$type<Heard>().notNull(),
  },
  (table) => [primaryKey({ columns: [table.memoryId, table.index] })],
);

export const notification = pgTable(
  "notification",
  {
    id: uuid("id").primaryKey(),
    familyId: uuid("family_id")
      .notNull()
      .references(() => family.id, { onDelete: "cascade" }),
    userId: uuid("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    /** What it is about: a memory, or nothing but the family. */
    memoryId: uuid("memory_id").references(() => memory.id, { onDelete: "cascade" }),
    kind: text("kind", { enum: notificationKinds }).notNull(),
    /** Names the event: one event, one notification a member, however often a queue repeats itself. */
    event: text("event").notNull(),
    details: jsonb("details").$type<Record<string, string>>().notNull().default({}),
    createdAt: createdAt(),
    readAt: time("read_at"),
    /** Set before an e-mail is handed to the mailer: it may be lost, never doubled. */
    mailedAt: time("mailed_at"),
  },
  (table) => [
    uniqueIndex("notification_once").on(table.userId, table.event),
    index("notification_user").on(table.userId, table.createdAt.desc()),
    // What the mails of the day may still have to tell.
    index("notification_untold")
      .on(table.createdAt)
      .where(sql`${table.mailedAt} is null and ${table.readAt} is null`),
  ],
);

const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });
const regconfig = customType<{ data: string }>({ dataType: () => "regconfig" });

/**
 * What a memory is found by, in one narrow row that stays out of TOAST: kept by the triggers of
 * migrations/0004_search.sql, so that no edit can forget it. Deleted memories have none.
 */
export const memorySearch = pgTable(
  "memory_search",
  {
    memoryId: uuid("memory_id")
      .primaryKey()
      .references(() => memory.id, { onDelete: "cascade" }),
    familyId: uuid("family_id")
      .notNull()
      .references(() => family.id, { onDelete: "cascade" }),
    /** How its language is read. */
    config: regconfig("config").notNull(),
    /** A: title. B: people (with aliases), narrator, places. C: summary, themes. D: what was said. */
    words: tsvector("words").notNull(),
    status: text("status").notNull(),
    narratorId: uuid("narrator_id"),
    chapter: text("chapter"),
    chapters: text("chapters").array().notNull(),
    themes: text("themes").array().notNull(),
    people: text("people").array().notNull(),
    personIds: uuid("person_ids").array().notNull(),
    places: text("places").array().notNull(),
    tone: text("tone"),
    /** The first years of the decades in which it happened, e.g. 1950. */
    decades: smallint("decades").array().notNull(),
    happenedFrom: text("happened_from"),
    happenedTo: text("happened_to"),
  },
  (table) => [index("memory_search_family").on(table.familyId, table.memoryId.desc())],
);

/** One segment of a transcript as it is searched. `segmentId` = `memoryId`: what is told in short (title and summary). */
export const passage = pgTable(
  "passage",
  {
    memoryId: uuid("memory_id")
      .notNull()
      .references(() => memory.id, { onDelete: "cascade" }),
    segmentId: uuid("segment_id").notNull(),
    familyId: uuid("family_id")
      .notNull()
      .references(() => family.id, { onDelete: "cascade" }),
    start: real("start").notNull(),
    end: real("end").notNull(),
    text: text("text").notNull(),
    words: tsvector("words").notNull(),
    /** When its text last changed. */
    changedAt: time("changed_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.memoryId, table.segmentId] }),
    index("passage_family").on(table.familyId),
    // Those that changed lately are looked at for missing meaning.
    index("passage_changed").on(table.changedAt),
  ],
);

/** What a passage means, as a unit vector; gone when the passage's text changes. */
export const embedding = pgTable(
  "embedding",
  {
    memoryId: uuid("memory_id").notNull(),
    segmentId: uuid("segment_id").notNull(),
    familyId: uuid("family_id")
      .notNull()
      .references(() => family.id, { onDelete: "cascade" }),
    /** Vectors of different models can't be compared. */
    model: text("model").notNull(),
    vector: halfvec("vector", { dimensions: 512 }).notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.memoryId, table.segmentId] }),
    foreignKey({
      columns: [table.memoryId, table.segmentId],
      foreignColumns: [passage.memoryId, passage.segmentId],
    }).onDelete("cascade"),
    index("embedding_family").on(table.familyId),
  ],
);

/** One conversation with the interviewer: the mirror of its session, which is the truth until it is closed. */
export const interview = pgTable(
  "interview",
  {
    id: uuid("id").primaryKey(),
    familyId: uuid("family_id")
      .notNull()
      .references(() => family.id, { onDelete: "cascade" }),
    narratorId: uuid("narrator_id").references(() => person.id, { onDelete: "set null" }),
    startedBy: uuid("started_by").references(() => user.id, { onDelete: "set null" }),
    state: text("state", {
      enum: ["opening", "exploring", "deep-dive", "winding-down", "closing", "closed"],
    })
      .notNull()
      .default("opening"),
    language: text("language").$type<InterviewLanguage>().notNull(),
    topic: text("topic"),
    chapter: text("chapter").$type<LifeChapter>(),
    patienceSeconds: smallint("patience_seconds").notNull(),
    turns: jsonb("turns").$type<Turn[]>().notNull().default([]),
    coverage: jsonb("coverage").$type<Coverage[]>().notNull().default([]),
    /** Questions left for the next time. */
    followUps: text("follow_ups").array().notNull().default(sql`'{}'`),
    /** The memories that it became; some may have been deleted since. */
    memoryIds: uuid("memory_ids").array().notNull().default(sql`'{}'`),
    createdAt: createdAt(),
    closedAt: time("closed_at"),
  },
  (table) => [
    index("interview_family").on(table.familyId, table.id.desc()),
    index("interview_narrator").on(table.narratorId).where(sql`${table.narratorId} is not null`),
  ],
);

/** What a narrator would rather not talk about; no narrator: those who told without saying who they are. */
export const declinedTopic = pgTable(
  "declined_topic",
  {
    id: uuid("id").primaryKey().default(sql`uuidv7()`),
    familyId: uuid("family_id")
      .notNull()
      .references(() => family.id, { onDelete: "cascade" }),
    narratorId: uuid("narrator_id").references(() => person.id, { onDelete: "cascade" }),
    interviewId: uuid("interview_id").references(() => interview.id, { onDelete: "set null" }),
    words: text("words").notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    // The same session says it again when it is mirrored again.
    uniqueIndex("declined_topic_once").on(table.interviewId, table.words),
    index("declined_topic_family").on(table.familyId, table.narratorId),
  ],
);

/** A question that a relative would like to be asked; no narrator: whoever is interviewed next. */
export const queuedQuestion = pgTable(
  "queued_question",
  {
    id: uuid("id").primaryKey(),
    familyId: uuid("family_id")
      .notNull()
      .references(() => family.id, { onDelete: "cascade" }),
    narratorId: uuid("narrator_id").references(() => person.id, { onDelete: "cascade" }),
    askedBy: uuid("asked_by").references(() => user.id, { onDelete: "set null" }),
    text: text("text").notNull(),
    createdAt: createdAt(),
    /** Where it was answered. */
    interviewId: uuid("interview_id").references(() => interview.id, { onDelete: "set null" }),
    answeredAt: time("answered_at"),
    memoryId: uuid("memory_id").references(() => memory.id, { onDelete: "set null" }),
  },
  (table) => [index("queued_question_family").on(table.familyId, table.id.desc())],
);

/** First answers to requests with an Idempotency-Key, per account and path. */
export const answer = pgTable(
  "answer",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => user.id, { onDelete: "cascade" }),
    path: text("path").notNull(),
    key: text("key").notNull(),
    bodyHash: text("body_hash").notNull(),
    resourceId: uuid("resource_id").notNull(),
    status: smallint("status"),
    body: text("body"),
    headers: jsonb("headers").$type<Record<string, string>>(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.path, table.key] }),
    index("answer_age").on(table.createdAt),
  ],
);
