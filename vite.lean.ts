// The Worker has a budget of 1 MiB. These leave out what libraries bring and it never asks for, where a bundler can't see
// that; tests in Node use the libraries whole.
import { readFile } from "node:fs/promises";
import type { Plugin } from "vite";

/** Zod brings its messages in fifty languages, and a bundler can't see that only the default's are used: 37 KiB gz. */
export const englishZod: Plugin = {
  name: "english-zod",
  enforce: "pre",
  resolveId(source, importer) {
    if (source !== "../locales/index.js" || !importer?.includes("/zod/v4/")) return null;
    return this.resolve("../locales/en.js", importer, { skipSelf: true });
  },
};

/** What the Worker asks of OpenAI; the SDK brings clients for twenty resources more, and its class names each: 45 KiB gz. */
const askedOfOpenAi = ["audio", "chat", "embeddings", "models", "shared"];
const idleOpenAi = "\0idle-openai:";
export const leanOpenAi: Plugin = {
  name: "lean-openai",
  enforce: "pre",
  async resolveId(source, importer) {
    if (!importer || !/\/openai\/(client|resources\/index)\.mjs$/.test(importer)) return null;
    const resource = source.match(/^\.\/(?:resources\/)?([a-z-]+)(?:\/[a-z-]+)?\.mjs$/)?.[1];
    if (!resource || askedOfOpenAi.includes(resource) || source === "./resources/index.mjs") return null;
    // What lies beside the client itself is its own machinery.
    if (importer.endsWith("/client.mjs") && !source.startsWith("./resources/")) return null;
    const resolved = await this.resolve(source, importer, { skipSelf: true });
    return resolved && `${idleOpenAi}${resolved.id}`;
  },
  async load(id) {
    if (!id.startsWith(idleOpenAi)) return null;
    const code = await readFile(id.slice(idleOpenAi.length), "utf8");
    const named = [...code.matchAll(/export (?:class|const|function) (\w+)|export \{([^}]*)\}/g)].flatMap(
      ([, one, several]) => one ?? several?.split(",").map((name) => name.trim().split(" as ").at(-1)) ?? [],
    );
    return named.map((name) => (name ? `export class ${name} {}` : "")).join("\n");
  },
};

/** Better Auth brings forty ways to sign in by somebody else's account; we offer none: 12 KiB gz. */
const noProviders = "\0no-social-providers";
export const noSocialProviders: Plugin = {
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
