import { readdirSync } from "node:fs";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { type Database, openDatabase } from "../../adapters/neon/database.ts";
import type { Viewer } from "../../core/access.ts";
import type * as Stores from "../../core/stores.ts";
import { migrate } from "../../local/postgres/migrate.ts";
import { type Postgres, startPostgres } from "../../local/postgres/server.ts";
import { writeMemory, writeTranscript } from "../api/rows.ts";
import { startVendorProxy } from "./vendor-proxy.ts";

/** A word that stands in all of Rose's rows and nowhere else. */
const marker = "Zirbenholz";
const adapters = new URL("../../adapters/neon/", import.meta.url);

let postgres: Postgres;
let proxy: Awaited<ReturnType<typeof startVendorProxy>>;
// Accounts belong to no family: their own names are theirs.
const rose = newViewer("Rose");
const carl = newViewer("Carl");
const stranger = newViewer("Stella");
let familyId: string;

interface Things {
  memoryId: string;
  deletedId: string;
  segmentId: string;
  personId: string;
  invitationId: string;
  notificationId: string;
  resourceId: string;
  interviewId: string;
  questionId: string;
}
interface AllStores {
  Account: Stores.AccountStore;
  Answer: Stores.AnswerStore;
  Audit: Stores.AuditStore;
  Deletion: Stores.DeletionStore;
  Family: Stores.FamilyStore;
  FamilySettings: Stores.FamilySettingsStore;
  Interview: Stores.InterviewStore;
  Invitation: Stores.InvitationStore;
  Member: Stores.MemberStore;
  Memory: Stores.MemoryStore;
  Name: Stores.NameStore;
  Notification: Stores.NotificationStore;
  Overview: Stores.OverviewStore;
  Person: Stores.PersonStore;
  Search: Stores.SearchStore;
  Speaker: Stores.SpeakerStore;
}
type Call = (stores: AllStores, viewer: Viewer, things: Things) => Promise<unknown>;

const page = { cursor: undefined, limit: 20 };
const answerTo = (viewer: Viewer, key = "kept") => ({ userId: viewer.userId, path: "/families", key });

/**
 * How each verb of the stores is called so that it does something for Rose. `system`: nobody in particular acts, so the
 * statement says itself whose rows it means. `account`: it asks Better Auth's tables, which belong to no family.
 */
const verbs: Record<string, Call | "system" | "account"> = {
  "Account.find": ({ Account }, viewer) => Account.find(viewer),
  "Account.findWithSessions": "account",
  "Account.endSession": "account",
  "Account.endOtherSessions": "account",
  "Account.leave": "system",
  "Account.keep": "system",
  "Account.erasePast": "system",
  "Answer.reserve": ({ Answer }, viewer, { resourceId }) =>
    Answer.reserve(answerTo(viewer), "hash", resourceId),
  "Answer.keep": ({ Answer }, viewer) =>
    Answer.keep(answerTo(viewer), { status: 201, body: "{}", headers: {} }),
  "Answer.release": ({ Answer }, viewer) => Answer.release(answerTo(viewer)),
  "Audit.list": ({ Audit }, viewer) => Audit.list(viewer, familyId, page),
  "Deletion.remove": ({ Deletion }, viewer, { memoryId }) => Deletion.remove(viewer, memoryId, false),
  "Deletion.restore": ({ Deletion }, viewer, { deletedId }) => Deletion.restore(viewer, deletedId),
  "Deletion.list": ({ Deletion }, viewer) => Deletion.list(viewer, familyId, page),
  "Deletion.find": ({ Deletion }, viewer, { deletedId }) => Deletion.find(viewer, deletedId),
  "Family.list": ({ Family }, viewer) => Family.list(viewer),
  "Family.create": "system",
  "Family.find": ({ Family }, viewer) => Family.find(viewer, familyId),
  "Family.rename": ({ Family }, viewer) => Family.rename(viewer, familyId, `Renamed ${marker}`),
  "Family.planDeletion": ({ Family }, viewer) => Family.planDeletion(viewer, familyId, 30),
  "Family.cancelDeletion": ({ Family }, viewer) => Family.cancelDeletion(viewer, familyId),
  "FamilySettings.open": ({ FamilySettings }, viewer) => FamilySettings.open(viewer, familyId, page),
  "Interview.begin": ({ Interview }, viewer, { personId }) =>
    Interview.begin(viewer, familyId, uuidv7(), {
      narratorId: personId,
      language: "en",
      patienceSeconds: 12,
    }),
  "Interview.list": ({ Interview }, viewer) => Interview.list(viewer, familyId, page),
  "Interview.listWithQuestions": ({ Interview }, viewer) =>
    Interview.listWithQuestions(viewer, familyId, page),
  "Interview.prepare": ({ Interview }, viewer) => Interview.prepare(viewer, familyId),
  "Interview.find": ({ Interview }, viewer, { interviewId }) => Interview.find(viewer, interviewId),
  "Interview.queueQuestion": ({ Interview }, viewer, { personId }) =>
    Interview.queueQuestion(viewer, familyId, uuidv7(), { text: `New ${marker}?`, narratorId: personId }),
  "Interview.listQuestions": ({ Interview }, viewer) => Interview.listQuestions(viewer, familyId, page),
  "Interview.removeQuestion": ({ Interview }, viewer, { questionId }) =>
    Interview.removeQuestion(viewer, questionId),
  "Invitation.create": ({ Invitation }, viewer) =>
    Invitation.create(viewer, familyId, uuidv7(), { email: "new@memoryvault.example", role: "viewer" }),
  "Invitation.list": ({ Invitation }, viewer) => Invitation.list(viewer, familyId),
  "Invitation.revoke": ({ Invitation }, viewer, { invitationId }) =>
    Invitation.revoke(viewer, familyId, invitationId),
  "Invitation.find": "system",
  "Invitation.accept": "system",
  "Member.list": ({ Member }, viewer) => Member.list(viewer, familyId),
  "Member.changeRole": ({ Member }, viewer) => Member.changeRole(viewer, familyId, carl.userId, "editor"),
  "Member.remove": ({ Member }, viewer) => Member.remove(viewer, familyId, carl.userId),
  "Memory.list": ({ Memory }, viewer) => Memory.list(viewer, familyId, {}, page),
  "Memory.find": ({ Memory }, viewer, { memoryId }) => Memory.find(viewer, memoryId),
  "Memory.findWithTranscript": ({ Memory }, viewer, { memoryId }) =>
    Memory.findWithTranscript(viewer, memoryId),
  "Memory.create": ({ Memory }, viewer) => Memory.create(viewer, newMemory()),
  "Memory.update": ({ Memory }, viewer, { memoryId }) =>
    Memory.update(viewer, memoryId, undefined, { title: `Other ${marker}` }),
  "Memory.updateSegment": ({ Memory }, viewer, { memoryId, segmentId }) =>
    Memory.updateSegment(viewer, memoryId, segmentId, { text: `Other ${marker}` }),
  "Memory.retry": ({ Memory }, viewer, { memoryId }) => Memory.retry(viewer, memoryId),
  "Memory.reprocess": ({ Memory }, viewer, { memoryId }) => Memory.reprocess(viewer, memoryId, "enrich"),
  "Name.list": ({ Name }, viewer) => Name.list(viewer, familyId),
  "Name.answer": ({ Name }, viewer) =>
    Name.answer(viewer, familyId, { name: `Josie ${marker}`, meaning: "stranger" }, uuidv7()),
  "Name.forget": ({ Name }, viewer) => Name.forget(viewer, familyId, "nobody"),
  "Notification.list": ({ Notification }, viewer) => Notification.list(viewer, undefined),
  "Notification.countUnread": ({ Notification }, viewer) => Notification.countUnread(viewer),
  "Notification.markRead": ({ Notification }, viewer, { notificationId }) =>
    Notification.markRead(viewer, [notificationId]),
  "Notification.readSettings": ({ Notification }, viewer) => Notification.readSettings(viewer),
  "Notification.changeSettings": ({ Notification }, viewer) =>
    Notification.changeSettings(viewer, { telling: { "memory.ready": { page: false } } }),
  "Overview.timeline": ({ Overview }, viewer) => Overview.timeline(viewer, familyId),
  "Overview.insights": ({ Overview }, viewer) => Overview.insights(viewer, familyId),
  "Person.list": ({ Person }, viewer) => Person.list(viewer, familyId, page),
  "Person.listRelatives": ({ Person }, viewer) => Person.listRelatives(viewer, familyId),
  "Person.create": ({ Person }, viewer) =>
    Person.create(viewer, familyId, uuidv7(), { name: `Ada ${marker}` }),
  "Person.find": ({ Person }, viewer, { personId }) => Person.find(viewer, personId),
  "Person.readPage": ({ Person }, viewer, { personId }) => Person.readPage(viewer, personId),
  "Person.update": ({ Person }, viewer, { personId }) => Person.update(viewer, personId, { bio: marker }),
  "Person.remove": ({ Person }, viewer, { personId }) => Person.remove(viewer, personId),
  "Person.findPhoto": ({ Person }, viewer, { personId }) => Person.findPhoto(viewer, personId),
  "Person.setPhoto": ({ Person }, viewer, { personId }) =>
    Person.setPhoto(viewer, personId, `photos/${marker}`),
  "Person.knownPhotoKeys": "system",
  "Search.find": ({ Search }, viewer) =>
    Search.find(viewer, familyId, { words: [marker], exact: undefined, meaning: undefined }, {}, page),
  "Search.suggest": ({ Search }, viewer) => Search.suggest(viewer, familyId, marker.slice(0, 4), 8),
  "Search.related": ({ Search }, viewer, { memoryId }) =>
    Search.related(viewer, memoryId, { model: "none", floor: 0 }, 5),
  "Speaker.nameVoice": ({ Speaker }, viewer, { memoryId, personId }) =>
    Speaker.nameVoice(viewer, memoryId, "A", personId),
  "Speaker.findWords": "system",
  "Speaker.keepVoices": "system",
};
/** Stores that only queues and the schedule ask. */
const systemStores = ["FamilyPurge", "NewsMail", "Passage", "Pipeline"];

function newViewer(name: string): Viewer {
  return { userId: uuidv7(), name, email: `${name}@memoryvault.example` };
}

function newMemory(): Stores.NewMemory {
  return {
    id: uuidv7(),
    familyId,
    fields: { title: `New ${marker}` },
    recording: {
      objectKey: undefined,
      bytes: 10,
      probe: { contentType: "audio/wav", codec: "pcm-s16", seconds: 8, sampleRate: 16_000, channels: 1 },
      sha256: "1".repeat(64),
      waveform: undefined,
      waveformSource: undefined,
    },
  };
}

type Verb = (...args: unknown[]) => unknown;
const factorySchema = z.custom<(db: Database, newId: () => string) => Record<string, Verb>>(
  (value) => typeof value === "function",
);

/** Every store of adapters/neon, found by its factory's name. */
async function openStores(db: Database): Promise<Record<string, Record<string, Verb>>> {
  const stores: Record<string, Record<string, Verb>> = {};
  for (const file of readdirSync(adapters).filter((name) => name.endsWith(".ts"))) {
    const exported = (await import(new URL(file, adapters).href)) as Record<string, unknown>;
    for (const [name, value] of Object.entries(exported)) {
      const store = name.match(/^create(\w+)Store$/)?.[1];
      if (store) stores[store] = factorySchema.parse(value)(db, () => uuidv7());
    }
  }
  return stores;
}

beforeAll(async () => {
  postgres = await startPostgres({ dataDir: "memory", templateFile: ".local/cache/postgres-template.tar" });
  await migrate(postgres, "migrations");
  proxy = await startVendorProxy(new URL(postgres.url).origin);
  familyId = uuidv7();
  for (const { userId, name, email } of [rose, carl, stranger]) {
    await postgres.query('insert into "user" (id, name, email) values ($1, $2, $3)', [userId, name, email]);
  }
  await makeFamily(familyId, `The ${marker} family`, [
    [rose.userId, "owner"],
    [carl.userId, "viewer"],
  ]);
  await makeFamily(uuidv7(), "Another family", [[stranger.userId, "owner"]]);
});
afterAll(async () => {
  await proxy?.close();
  await postgres?.close();
});

async function makeFamily(id: string, name: string, members: [string, string][]): Promise<void> {
  await postgres.query("insert into family (id, name) values ($1, $2)", [id, name]);
  for (const [userId, role] of members) {
    await postgres.query("insert into member (family_id, user_id, role) values ($1, $2, $3)", [
      id,
      userId,
      role,
    ]);
  }
}

async function makeThings(): Promise<Things> {
  const failure = { code: "openai.unavailable", stage: "enrich", retryable: true, detail: "It was away." };
  const told = {
    people: [{ name: `Josie ${marker}`, evidence: [{ start: 0, end: 1, quote: marker }] }],
    places: [],
    dates: [],
    followUps: [],
    warnings: [],
  };
  const row = { title: `The ${marker} cupboard`, status: "failed", failure, told };
  const memoryId = await writeMemory(postgres, familyId, row);
  await writeMemory(postgres, familyId, row);
  const deletedId = await writeMemory(postgres, familyId, row);
  await postgres.query(
    "update memory set deleted_at = now(), erase_at = now() + interval '9 days' where id = $1",
    [deletedId],
  );
  const [segment] = await writeTranscript(postgres, familyId, memoryId, [`We smelt the ${marker}.`]);
  await postgres.query(
    `update transcript set speakers = '[{"label": "A"}]',
      segments = jsonb_set(segments, '{0,speaker}', '"A"') where memory_id = $1`,
    [memoryId],
  );
  const personId = uuidv7();
  await postgres.query("insert into person (id, family_id, name, photo_key) values ($1, $2, $3, $4)", [
    personId,
    familyId,
    `Maria ${marker}`,
    `photos/${marker}`,
  ]);
  const invitationId = uuidv7();
  await postgres.query(
    `insert into invitation (id, family_id, email, role, token_hash, expires_at)
      values ($1, $2, $3, 'viewer', $4, now() + interval '7 days')`,
    [invitationId, familyId, `${invitationId}@${marker}.example`, invitationId],
  );
  const interviewId = uuidv7();
  await postgres.query(
    `insert into interview (id, family_id, narrator_id, started_by, language, topic, patience_seconds, turns, follow_ups, memory_ids)
      values ($1, $2, $3, $4, 'en', $5, 8, $6, array[$5], array[$7::uuid])`,
    [
      interviewId,
      familyId,
      personId,
      rose.userId,
      marker,
      JSON.stringify([{ outcome: "answered", question: { text: `What of the ${marker}?` } }]),
      memoryId,
    ],
  );
  await postgres.query(
    "insert into declined_topic (family_id, narrator_id, interview_id, words) values ($1, $2, $3, $4)",
    [familyId, personId, interviewId, marker],
  );
  const questionId = uuidv7();
  await postgres.query(
    "insert into queued_question (id, family_id, narrator_id, asked_by, text) values ($1, $2, $3, $4, $5)",
    [questionId, familyId, personId, rose.userId, `Where did the ${marker} grow?`],
  );
  const notificationId = uuidv7();
  await postgres.query(
    `insert into notification (id, family_id, user_id, memory_id, kind, event) values ($1, $2, $3, $4, 'memory.ready', $5)`,
    [notificationId, familyId, rose.userId, memoryId, `memory.ready:${memoryId}`],
  );
  await postgres.query(
    `insert into heard_name (family_id, key, name, meaning) values ($1, 'nobody', $2, 'stranger') on conflict do nothing`,
    [familyId, marker],
  );
  const resourceId = uuidv7();
  await postgres.query(
    `insert into answer (user_id, path, key, body_hash, resource_id) values ($1, '/families', 'kept', 'hash', $2)
      on conflict (user_id, path, key) do update set resource_id = excluded.resource_id, status = null`,
    [rose.userId, resourceId],
  );
  await postgres.query(
    "insert into preference (user_id, language) values ($1, 'es') on conflict (user_id) do update set telling = '{}'",
    [rose.userId],
  );
  await postgres.query("update family set delete_after = null, name = $2 where id = $1", [
    familyId,
    `The ${marker} family`,
  ]);
  await postgres.query(
    `insert into member (family_id, user_id, role) values ($1, $2, 'viewer')
      on conflict (user_id, family_id) do update set role = 'viewer'`,
    [familyId, carl.userId],
  );
  return {
    memoryId,
    deletedId,
    segmentId: segment?.id ?? "",
    personId,
    invitationId,
    notificationId,
    resourceId,
    interviewId,
    questionId,
  };
}

const batchSchema = z.object({
  queries: z.array(z.object({ query: z.string(), params: z.array(z.unknown()) })).min(2),
});
type Batch = z.infer<typeof batchSchema>;

/** What a verb asks of the database; nothing of it gets there. */
async function captureBatch(ask: () => Promise<unknown>): Promise<Batch> {
  const bodies: string[] = [];
  proxy.fault = ({ body }) => {
    bodies.push(body.toString("utf8"));
    return { kind: "cut-before" };
  };
  await ask().catch(() => {});
  proxy.fault = undefined;
  return batchSchema.parse(JSON.parse(bodies[0] ?? "{}"));
}

/** Sends a batch as somebody: the statements as they are, but for the first, which says who acts. */
async function sendBatch({ queries }: Batch, userId: string): Promise<string> {
  const [act, ...rest] = queries;
  const answer = await fetch(postgres.url, {
    method: "POST",
    headers: {
      "Neon-Connection-String": postgres.connectionString("memoryvault_worker"),
      "Neon-Raw-Text-Output": "true",
      "Neon-Array-Mode": "true",
    },
    body: JSON.stringify({ queries: [{ ...act, params: [userId] }, ...rest] }),
  });
  const body = (await answer.json()) as { results?: { rows: unknown[][] }[]; message?: string };
  if (!body.results) return String(body.message);
  return JSON.stringify(body.results.slice(1).map(({ rows }) => rows));
}

/** A digest of everything that is kept. */
async function readEverything(): Promise<string> {
  const tables = await postgres.query(
    "select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1",
  );
  const digests = await Promise.all(
    tables.map(({ name }) =>
      postgres.query(
        `select '${name}' as name, md5(string_agg(t::text, ' ' order by t::text)) from "${name}" t`,
      ),
    ),
  );
  return JSON.stringify(digests);
}

test("every query of a store gives a stranger nothing and changes nothing, whatever it asks for", async () => {
  const url = postgres.connectionString("memoryvault_worker");
  const endpoint = `${proxy.url}/sql`;
  const db = openDatabase({ url, fetchEndpoint: endpoint }, { count: 0, milliseconds: 0 }, "isolation");
  const opened = await openStores(db);
  const stores = z.custom<AllStores>((value) => typeof value === "object").parse(opened);
  const asked: string[] = [];
  for (const [store, found] of Object.entries(opened)) {
    if (systemStores.includes(store)) continue;
    for (const verb of Object.keys(found)) {
      const name = `${store}.${verb}`;
      const call = verbs[name];
      expect(call, `tests/contracts/isolation.test.ts doesn't know how to call ${name}`).toBeDefined();
      if (typeof call !== "function") continue;
      const things = await makeThings();
      const batch = await captureBatch(() => call(stores, rose, things));
      expect(batch.queries[0]?.query, name).toContain("act_as_viewer");

      const before = await readEverything();
      const gotten = await sendBatch(batch, stranger.userId);
      for (const secret of [marker, familyId, ...Object.values(things)]) {
        expect(gotten, name).not.toContain(secret);
      }
      expect(await readEverything(), name).toBe(before);

      // The same as Rose does something, so that it wasn't for nothing that a stranger got nothing.
      const own = await sendBatch(batch, rose.userId);
      const changed = (await readEverything()) !== before;
      expect(changed || own !== gotten, `${name} does nothing for Rose, either`).toBe(true);
      asked.push(name);
    }
  }
  console.log(`${asked.length} verbs asked as a stranger: ${asked.join(", ")}`);
});

test("what nobody is named for shows nothing, and the Worker's role owns and bypasses nothing", async () => {
  const tables = await postgres.query(
    `select relname as name, relrowsecurity and relforcerowsecurity as forced, relowner::regrole::text as owner
      from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`,
  );
  const families = await postgres.query(
    "select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'family_id'",
  );
  for (const { name } of [...families, { name: "family" }]) {
    const table = tables.find((each) => each.name === name);
    expect(table?.forced, String(name)).toBe(true);
    expect(table?.owner, String(name)).not.toBe("memoryvault_worker");
    const batch = {
      queries: [
        { query: "select $1::text", params: [] },
        { query: `select * from "${name}"`, params: [] },
      ],
    };
    expect(await sendBatch(batch, ""), String(name)).toBe("[[]]");
  }
  const [role] = await postgres.query(
    "select rolsuper, rolbypassrls from pg_roles where rolname = 'memoryvault_worker'",
  );
  expect(role).toEqual({ rolsuper: false, rolbypassrls: false });
});
