import { v7 as uuidv7 } from "uuid";
import type { Embedder, Services } from "../core/ports.ts";
import { createAttempts } from "./attempts.ts";
import { createBackground } from "./background.ts";
import { createMailer } from "./cloudflare-email.ts";
import { createWakeUps } from "./cloudflare-queues.ts";
import { type Environment, environmentSchema } from "./environment.ts";
import { createInterviewSessions } from "./interview-sessions.ts";
import { createKeptAudio } from "./kept-audio.ts";
import { createLog } from "./log.ts";
import type { Database, RoundTrips } from "./neon/database.ts";
import { createPhotoStore } from "./r2-photos.ts";
import { createRecordingStore } from "./r2-recordings.ts";
import { countUse, readAddress } from "./rate-limit.ts";

// The environment never changes while an isolate lives: it is read once.
let environment: Environment | undefined;

/** Reads the environment, or says which settings are missing or wrong (never their values). */
export function readEnvironment(env: Env): Environment {
  if (environment) return environment;
  const parsed = environmentSchema.safeParse(env);
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The Worker's environment is incomplete. ${wrong.join("; ")}`);
  }
  environment = parsed.data;
  return environment;
}

/** The outside world for one invocation. Each part is built when it is first asked for. */
export function createServices(
  env: Env,
  requestId: string,
  roundTrips: RoundTrips = { count: 0, milliseconds: 0 },
): Services {
  const settings = readEnvironment(env);
  const newId = () => uuidv7();
  let opened: Promise<Database> | undefined;
  const db = () => {
    opened ??= import("./neon/database.ts").then(({ openDatabase }) =>
      openDatabase(
        { url: settings.DATABASE_URL, fetchEndpoint: settings.DATABASE_FETCH_ENDPOINT },
        roundTrips,
        requestId,
      ),
    );
    return opened;
  };
  const store = <Store extends Verbs<Store>>(load: () => Promise<(db: Database) => Store>) =>
    loadWhenCalled(async () => (await load())(await db()));
  const parts: { [Name in keyof Services]: () => Services[Name] } = {
    accounts: () =>
      loadWhenCalled(async () =>
        (await import("./auth.ts")).createAccounts(
          {
            publicUrl: settings.PUBLIC_URL,
            secret: settings.AUTH_SECRET,
            trustedOrigins: [settings.PUBLIC_URL, ...settings.API_ORIGINS],
            newId,
            countTry: (request) => countUse(env.SIGN_IN_LIMIT, readAddress(request)),
            attempts: services.attempts,
            send: (mail) => services.mail.send(mail),
            inBackground: createBackground(services.log),
          },
          await db(),
        ),
      ),
    ownAccount: () => store(async () => (await import("./neon/accounts.ts")).createAccountStore),
    attempts: () => createAttempts(env.ATTEMPTS),
    families: () =>
      loadWhenCalled(async () => (await import("./neon/families.ts")).createFamilyStore(await db(), newId)),
    familySettings: () =>
      store(async () => (await import("./neon/family-settings.ts")).createFamilySettingsStore),
    familyPurge: () => store(async () => (await import("./neon/family-purge.ts")).createFamilyPurgeStore),
    members: () => store(async () => (await import("./neon/members.ts")).createMemberStore),
    invitations: () => store(async () => (await import("./neon/invitations.ts")).createInvitationStore),
    audit: () => store(async () => (await import("./neon/audit.ts")).createAuditStore),
    people: () => store(async () => (await import("./neon/people.ts")).createPersonStore),
    speakers: () => store(async () => (await import("./neon/speakers.ts")).createSpeakerStore),
    names: () => store(async () => (await import("./neon/names.ts")).createNameStore),
    memories: () => store(async () => (await import("./neon/memories.ts")).createMemoryStore),
    deletions: () => store(async () => (await import("./neon/deletions.ts")).createDeletionStore),
    pipeline: () => store(async () => (await import("./neon/pipeline.ts")).createPipelineStore),
    passages: () => store(async () => (await import("./neon/passages.ts")).createPassageStore),
    search: () => store(async () => (await import("./neon/search.ts")).createSearchStore),
    overview: () => store(async () => (await import("./neon/overview.ts")).createOverviewStore),
    notifications: () => store(async () => (await import("./neon/notifications.ts")).createNotificationStore),
    newsMail: () => store(async () => (await import("./neon/news-mail.ts")).createNewsMailStore),
    answers: () => store(async () => (await import("./neon/answers.ts")).createAnswerStore),
    interviews: () => store(async () => (await import("./neon/interviews.ts")).createInterviewStore),
    interviewKeeping: () =>
      store(async () => (await import("./neon/interview-keeping.ts")).createInterviewKeeping),
    interviewSessions: () => createInterviewSessions(env.INTERVIEWS),
    recordings: () => createRecordingStore(env.RECORDINGS),
    photos: () => createPhotoStore(env.RECORDINGS),
    media: () => loadWhenCalled(async () => (await import("./recording-media.ts")).recordingMedia),
    transcriber: () =>
      loadWhenCalled(async () =>
        (await import("./openai-transcriber.ts")).createOpenAiTranscriber({
          baseUrl: settings.TRANSCRIPTION_BASE_URL,
          apiKey: settings.TRANSCRIPTION_API_KEY,
          model: settings.TRANSCRIPTION_MODEL,
        }),
      ),
    liveTranscriber: () =>
      loadWhenCalled(async () =>
        (await import("./openai-live-transcriber.ts")).createOpenAiLiveTranscriber({
          baseUrl: settings.TRANSCRIPTION_BASE_URL,
          apiKey: settings.TRANSCRIPTION_API_KEY,
          model: settings.LIVE_TRANSCRIPTION_MODEL,
        }),
      ),
    diarizer: () =>
      loadWhenCalled(async () =>
        (await import("./openai-diarizer.ts")).createOpenAiDiarizer({
          baseUrl: settings.TRANSCRIPTION_BASE_URL,
          apiKey: settings.TRANSCRIPTION_API_KEY,
          model: settings.DIARIZATION_MODEL,
        }),
      ),
    enricher: () =>
      loadWhenCalled(async () =>
        (await import("./openai-enricher.ts")).createOpenAiEnricher({
          baseUrl: settings.TEXT_BASE_URL,
          apiKey: settings.TEXT_API_KEY,
          model: settings.TEXT_MODEL,
        }),
      ),
    interviewer: () =>
      loadWhenCalled(async () =>
        (await import("./openai-interviewer.ts")).createOpenAiInterviewer({
          baseUrl: settings.TEXT_BASE_URL,
          apiKey: settings.TEXT_API_KEY,
          model: settings.TEXT_MODEL,
        }),
      ),
    voice: () =>
      loadWhenCalled(async () =>
        (await import("./elevenlabs-voice.ts")).createElevenLabsVoice({
          baseUrl: settings.ELEVENLABS_BASE_URL,
          apiKey: settings.ELEVENLABS_API_KEY,
          model: settings.VOICE_MODEL,
          voices: { en: settings.VOICE_ID_EN, es: settings.VOICE_ID_ES },
        }),
      ),
    embedder: () => ({
      model: settings.EMBEDDING_MODEL,
      embed: loadWhenCalled<Pick<Embedder, "embed">>(async () =>
        (await import("./openai-embedder.ts")).createOpenAiEmbedder({
          baseUrl: settings.EMBEDDING_BASE_URL,
          apiKey: settings.EMBEDDING_API_KEY,
          model: settings.EMBEDDING_MODEL,
        }),
      ).embed,
    }),
    mentions: () => loadWhenCalled(async () => (await import("./mention-finder.ts")).createMentionFinder()),
    pins: () =>
      loadWhenCalled(async () =>
        (await import("./pinata.ts")).createPinata({
          jwt: settings.PINATA_JWT,
          uploadUrl: settings.PINATA_UPLOAD_URL,
          apiUrl: settings.PINATA_API_URL,
          gatewayUrl: settings.PINATA_GATEWAY_URL,
        }),
      ),
    contentIds: () => loadWhenCalled(async () => (await import("./content-id.ts")).createContentIds()),
    keptAudio: () => createKeptAudio(services.pins, requestId),
    wakeUps: () =>
      createWakeUps({
        enrichment: env.ENRICHMENT,
        pinning: env.PINNING,
        embedding: env.ENRICHMENT,
        speakers: env.ENRICHMENT,
      }),
    mail: () => createMailer(env.MAIL, settings.MAIL_FROM),
    dependencies: () =>
      loadWhenCalled(async () =>
        (await import("./dependencies.ts")).createDependencies(env.RECORDINGS, await db(), settings),
      ),
    newId: () => newId,
    publicUrl: () => settings.PUBLIC_URL.replace(/\/+$/, ""),
    log: () => createLog(requestId),
    requestId: () => requestId,
  };
  const services = {} as Services;
  for (const name of Object.keys(parts) as (keyof Services)[]) {
    Object.defineProperty(services, name, {
      configurable: true,
      enumerable: true,
      get() {
        const value = parts[name]();
        Object.defineProperty(services, name, { value });
        return value;
      },
    });
  }
  return services;
}

type Verbs<Part> = { [Name in keyof Part]: (...args: never[]) => Promise<unknown> };

/**
 * A part of the outside world whose code is loaded with its first call: vendors' SDKs and media code are most of the
 * Worker's size, and no page should wait for them at start-up. Only for parts all of whose verbs are asynchronous.
 */
function loadWhenCalled<Part extends Verbs<Part>>(load: () => Promise<Part>): Part {
  let loading: Promise<Part> | undefined;
  return new Proxy({} as Part, {
    get:
      (_, verb) =>
      async (...args: never[]) => {
        loading ??= load();
        const part = await loading;
        return part[verb as keyof Part](...args);
      },
  });
}
