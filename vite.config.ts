import { cloudflare } from "@cloudflare/vite-plugin";
import { reactRouter } from "@react-router/dev/vite";
import tailwindcss from "@tailwindcss/vite";
import { defineConfig } from "vite";
import { lean } from "./vite.lean.ts";

export default defineConfig({
  plugins: [lean, cloudflare({ viteEnvironment: { name: "ssr" } }), tailwindcss(), reactRouter()],
  // A data: URL in a page would need a wider Content-Security-Policy.
  build: { assetsInlineLimit: 0 },
  // The Worker has a budget of 1 MiB; its source maps lie beside it.
  environments: { ssr: { build: { minify: true } } },
});
