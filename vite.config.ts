import { cloudflare } from "@cloudflare/vite-plugin";
import { reactRouter } from "@react-router/dev/vite";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig, type Plugin } from "vite";

/** Zod brings its messages in fifty languages, and a bundler can't see that only the default's are used: 37 KiB gz. */
const englishZod: Plugin = {
  name: "english-zod",
  enforce: "pre",
  resolveId(source, importer) {
    if (source !== "../locales/index.js" || !importer?.includes("/zod/v4/")) return null;
    return this.resolve("../locales/en.js", importer, { skipSelf: true });
  },
};

export default defineConfig({
  plugins: [englishZod, cloudflare({ viteEnvironment: { name: "ssr" } }), tailwindcss(), reactRouter()],
  // A data: URL in a page would need a wider Content-Security-Policy.
  build: { assetsInlineLimit: 0 },
  // The Worker has a budget of 1 MiB; its source maps lie beside it.
  environments: { ssr: { build: { minify: true } } },
});
