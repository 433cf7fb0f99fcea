import { createReadStream } from "node:fs";
import { type ImporterOptions, importFile } from "ipfs-unixfs-importer";
import { fixedSize } from "ipfs-unixfs-importer/chunker";
import { balanced } from "ipfs-unixfs-importer/layout";
import { z } from "zod";

/** Pinata's `cid_version`: which UnixFS profile hashes an upload (docs.pinata.cloud/files/uploading-files). */
export const cidVersionSchema = z.enum(["v0", "v1", "unixfs-v1-2025"]);
export type CidVersion = z.infer<typeof cidVersionSchema>;

const importerOptions: Record<CidVersion, ImporterOptions> = {
  v0: { profile: "unixfs-v0-2015" },
  v1: {
    cidVersion: 1,
    rawLeaves: true,
    chunker: fixedSize({ chunkSize: 256 * 1024 }),
    layout: balanced({ maxChildrenPerNode: 174 }),
  },
  "unixfs-v1-2025": { profile: "unixfs-v1-2025" },
};

/** The content id of a file on disk, read as a stream. */
export async function addressFile(path: string, version: CidVersion): Promise<string> {
  const keepNothing: Parameters<typeof importFile>[1] = { put: (cid) => cid };
  const { cid } = await importFile({ content: createReadStream(path) }, keepNothing, {
    ...importerOptions[version],
  });
  return cid.toString();
}
