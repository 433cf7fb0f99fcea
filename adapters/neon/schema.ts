import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
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

export const family = pgTable("family", {
  id: uuid("id").primaryKey(),
  name: text("name").notNull(),
  /** The account whose first family this is: it is made once, however often that is tried. */
  firstOf: uuid("first_of")
    .unique()
    .references(() => user.id, { onDelete: "set null" }),
  createdAt: createdAt(),
});

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
    relationships: jsonb("relationships")
      .$type<NonNullable<PersonFields["relationships"]>>()
      .notNull()
      .default([]),
    createdAt: createdAt(),
    updatedAt: time("updated_at").notNull().defaultNow(),
  },
  (table) => [index("person_family").on(table.familyId, table.id)],
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
  },
  (table) => [
    index("memory_family").on(table.familyId, table.id.desc()).where(sql`${table.deletedAt} is null`),
    // Only what is still at work, so that the sweep's cost doesn't grow with the vault.
    index("memory_at_work")
      .on(table.wakeAt)
      .where(
        sql`${table.status} in ('uploaded', 'transcribing', 'enriching', 'pinning') or ${table.deletedAt} is not null or (${table.status} = 'ready' and ${table.objectKey} is not null)`,
      ),
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
    memoryId: uuid("memory_id")
      .notNull()
      .references(() => memory.id, { onDelete: "cascade" }),
    kind: text("kind", { enum: ["memory.ready", "memory.failed"] }).notNull(),
    createdAt: createdAt(),
    readAt: time("read_at"),
    /** Set before an e-mail is handed to the mailer: it may be lost, never doubled. */
    mailedAt: time("mailed_at"),
  },
  (table) => [
    uniqueIndex("notification_once").on(table.memoryId, table.kind, table.userId),
    index("notification_user").on(table.userId, table.createdAt.desc()),
  ],
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
