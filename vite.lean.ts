// The Worker has a budget of 1 MiB. These leave out what libraries bring and it never asks for, where a bundler can't see
// that; tests in Node use the libraries whole. Each says what it saves (compressed), and lists what it leaves out.
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import type { Plugin, PluginOption } from "vite";

/** Zod brings its messages in fifty languages, and a bundler can't see that only the default's are used: 37 KiB gz. */
const englishZod: Plugin = {
  name: "english-zod",
  enforce: "pre",
  resolveId(source, importer) {
    if (source !== "../locales/index.js" || !importer?.includes("/zod/v4/")) return null;
    return this.resolve("../locales/en.js", importer, { skipSelf: true });
  },
};

/**
 * Takes modules out that are never reached at run time. Their names stay, so that everybody who imports them still builds:
 * as classes, which throw when they are called after all, and an empty function for the default. Or `instead` stands there.
 */
function leaveOut(name: string, modules: RegExp, instead?: string): Plugin {
  return {
    name,
    enforce: "pre",
    load: async (id) => (modules.test(id) ? (instead ?? nameExports(await readFile(id, "utf8"))) : null),
  };
}

function nameExports(code: string): string {
  if (!/^export\b/m.test(code)) return "module.exports = {};";
  const named = [
    ...code.matchAll(/^export (?:async )?(?:class|const|function) (\w+)|^export \{([^}]*)\}/gm),
  ].flatMap(
    ([, one, several]) => one ?? several?.split(",").map((name) => name.trim().split(" as ").at(-1)) ?? [],
  );
  const classes = named.flatMap((name) => (name && name !== "default" ? [`export class ${name} {}`] : []));
  const hasDefault = /^export default /m.test(code) || named.includes("default");
  return [...classes, hasDefault ? "export default () => {};" : ""].join("\n");
}

/** JSON Schema read back into zod, and checks compiled by `new Function`, which a Worker may not call: 12 KiB gz. */
const leanZod = leaveOut("lean-zod", /\/zod\/v4\/(classic\/from-json-schema|core\/compile)\.js$/);

/** What the Worker asks of OpenAI: the SDK brings clients for twenty resources more, and its class names each: 45 KiB gz. */
const idleResources =
  /\/openai\/resources\/(?!(?:audio|chat|embeddings|models|shared|index)\b)[a-z-/]+\.mjs$/;
/** Its runners of tools, and streams as events, on top of the plain stream that we read; other ways to sign in: 22 KiB gz. */
const idleMachinery =
  /\/openai\/(lib\/(ChatCompletionStream|ChatCompletionRunner|ChatCompletionStreamingRunner|EventStream|AbstractChatCompletionRunner)|auth\/workload-identity-auth|resources\/audio\/(voice-consents|voices)|_vendor\/partial-json-parser\/parser)\.mjs$/;
const leanOpenAi: Plugin[] = [
  leaveOut("lean-openai", new RegExp(`${idleResources.source}|${idleMachinery.source}`)),
  // Signing in by certificate: the client asks first whether it is to.
  leaveOut(
    "no-openai-certificates",
    /\/openai\/internal\/auth\/x509-workload-identity-auth\.mjs$/,
    `export const isX509WorkloadIdentity = () => false;
    export const snapshotX509RequestOptions = (options) => options;
    export const assertX509RequestOptions = () => {};
    export const assertX509FetchOptions = () => {};
    export const assertX509WebSocketSupported = () => {};
    export class X509WorkloadIdentityAuth {}`,
  ),
];

/** The page is streamed; React's other renderer, into a string, comes along by a `require`: 24 KiB gz. */
const leanReactDom = leaveOut(
  "lean-react-dom",
  /\/react-dom\/cjs\/react-dom-server-legacy\.browser\.(production|development)\.js$/,
);

/** Mentions are found by tags (people, places): no verb is conjugated, no number reckoned with, nothing redacted: 16 KiB gz. */
const leanGrammar = leaveOut(
  "lean-grammar",
  /\/compromise\/src\/3-three\/(adjectives|adverbs|chunker|coreference|misc|normalize|nouns|numbers|redact|sentences|verbs)\/plugin\.js$/,
);

/**
 * Where a date stands is asked of compromise-dates; when it was, we read ourselves. Its reckoning stays out with the
 * calendar under it, of which only the names of time zones are kept, which are words to the grammar: 25 KiB gz.
 */
const leanDates: Plugin[] = [
  leaveOut(
    "lean-dates",
    /\/compromise-dates\/src\/(debug|api\/(normalize|times|toJSON|durations\/index|parse\/index))\.js$/,
  ),
  {
    name: "lean-calendar",
    enforce: "pre",
    async load(id) {
      if (!/\/spacetime\/builds\/spacetime\.mjs$/.test(id)) return null;
      const calendar: { default: () => { timezones: object } } = await import(pathToFileURL(id).href);
      const zones = Object.keys(calendar.default().timezones).join(" ");
      return `const names = "${zones}".split(" "); export default () => ({ timezones: Object.fromEntries(names.map((name) => [name])) });`;
    },
  },
];

/**
 * Neon's driver is one file, minified: besides the queries over HTTP that we send it holds a whole client for sockets, which
 * a bundler must keep, for it can't know that nothing happens where its parts are first called. This tells it so, part by
 * part; `types` are taken from their own part instead of the client's index: 17 KiB gz.
 */
const leanNeon: Plugin = {
  name: "lean-neon",
  enforce: "pre",
  transform(code, id) {
    if (!/\/@neondatabase\/serverless\/index\.mjs$/.test(id)) return null;
    const pure = "/* @__PURE__ */";
    const joined = code.replaceAll("\\\n", "");
    const types = joined.match(
      /=T\(\(\w+,\w+\)=>\{"use strict";h\(\);var \w+=(\w+)\(\);function \w+\(\w+\)\{this\._types=/,
    )?.[1];
    if (!types) throw new Error("Neon's driver isn't built as it was: look at lean-neon in vite.lean.ts.");
    const lean = joined
      .replace(/\ba\(\w+,"Neon(?:Client|Pool)"\);/g, "")
      .replace(/\bwe\((\w+)\(\)/g, `we(${pure}$1()`)
      .replace(/=(T|V|we)\(/g, `=${pure}$1(`)
      .replace(/extends\s+(\w+)\.(Client|Pool)\b/g, `extends (${pure}(()=>$1.$2)())`)
      .replace(/var export_types=\w+\.types;/, `var export_types=${types}();`)
      .replace(/var (export_\w+)=(\w+)\.(\w+);/g, `var $1=${pure}(()=>$2.$3)();`);
    return { code: lean, map: null };
  },
};

/** Columns are imported by name, never taken from the builders handed to a callback, which are all there are: 3 KiB gz. */
const leanDrizzle = leaveOut("lean-drizzle", /\/drizzle-orm\/pg-core\/columns\/all\.js$/);

/** Sentry wraps a Worker's bindings; D1 and Workers AI aren't among ours: 4 KiB gz. */
const leanSentry = leaveOut(
  "lean-sentry",
  /\/@sentry\/(cloudflare\/build\/esm\/prod\/instrumentations\/worker\/instrumentD1|server-utils\/build\/esm\/ai\/workers-ai\/index)\.js$/,
);

/**
 * Of ElevenLabs we ask text to speech. Its client asks for everything by way of two indexes, which name the three things
 * here that it needs of them; sockets' events, files, forms and a fetch for old Nodes stay out too: 470 KiB gz.
 */
const leanElevenLabs: Plugin[] = [
  leaveOut(
    "lean-elevenlabs-forms",
    /\/elevenlabs-js\/serialization\/index\.js$/,
    `module.exports = {
      ...require("./resources/textToSpeech/client/requests/StreamTextToSpeechRequest"),
      ...require("./resources/textToSpeech/types/TextToSpeechStreamRequestOutputFormat"),
    };`,
  ),
  leaveOut(
    "lean-elevenlabs-api",
    /\/elevenlabs-js\/api\/index\.js$/,
    `module.exports = { ...require("./errors/UnprocessableEntityError") };`,
  ),
  leaveOut(
    "lean-elevenlabs-core",
    /\/(elevenlabs-js\/core\/(stream|file|form-data-utils)\/index\.js|elevenlabs-js\/core\/fetcher\/makePassthroughRequest\.js|node-fetch\/lib\/index\.m?js)$/,
  ),
];

/** Better Auth's reports home, which are off, and its store in memory, for want of a database: 5 KiB gz. */
const leanAuth: Plugin[] = [
  leaveOut(
    "no-telemetry",
    /\/@better-auth\/telemetry\/dist\/index\.mjs$/,
    "export const createTelemetry = async () => ({ publish: async () => {} });",
  ),
  leaveOut("no-memory-adapter", /\/@better-auth\/memory-adapter\/dist\/index\.mjs$/),
];

/** Better Auth brings forty ways to sign in by somebody else's account; we offer none: 12 KiB gz. */
const noProviders = "\0no-social-providers";
const noSocialProviders: Plugin = {
  name: "no-social-providers",
  enforce: "pre",
  resolveId: (source, importer) =>
    source === "@better-auth/core/social-providers" && importer && !importer.includes("/plugins/")
      ? noProviders
      : null,
  load: (id) =>
    id === noProviders
      ? 'import { z } from "zod"; export const socialProviders = {}; export const SocialProviderListEnum = z.string();'
      : null,
};

export const lean: PluginOption[] = [
  englishZod,
  leanZod,
  leanOpenAi,
  leanReactDom,
  leanGrammar,
  leanDates,
  leanNeon,
  leanDrizzle,
  leanSentry,
  leanElevenLabs,
  leanAuth,
  noSocialProviders,
];
