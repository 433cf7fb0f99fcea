import { build } from "esbuild";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";

/** Runs a bundled module in the Worker's own runtime; `ready` is where it answers, `dispose` ends it. */
export function runInWorkerd(bundle: string, bindings: Record<string, string> = {}): Miniflare {
  return new Miniflare(
    convertV4MiniflareOptions({
      port: 0,
      name: "contract",
      modules: [{ type: "ESModule", path: "worker.mjs", contents: bundle }],
      compatibilityDate: "2026-10-01",
      compatibilityFlags: ["nodejs_compat"],
      bindings,
    }),
  );
}

/** A module of this folder with all that it imports, as a Worker would. */
export async function bundleForWorkerd(module: string): Promise<string> {
  const built = await build({
    entryPoints: [new URL(module, import.meta.url).pathname],
    write: false,
    bundle: true,
    format: "esm",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    external: ["node:*"],
    logLevel: "error",
  });
  return built.outputFiles[0]?.text ?? "";
}
