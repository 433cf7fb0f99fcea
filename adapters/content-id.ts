import { createHash } from "node:crypto";
import { type ImporterOptions, importFile } from "ipfs-unixfs-importer";
import { fixedSize } from "ipfs-unixfs-importer/chunker";
import { balanced } from "ipfs-unixfs-importer/layout";
import type { ContentIds } from "../core/ports.ts";

/**
 * How a file becomes a tree of blocks, and so which content id it has. Both are CIDv1, sha2-256, raw leaves, balanced.
 *
 * | profile | leaves | links a node | rule |
 * |---|---|---|---|
 * | unixfs-v1-2025 | 1 MiB | 1024 | IPIP-499 (specs.ipfs.tech/ipips/ipip-0499); Pinata's `cid_version: unixfs-v1-2025` |
 * | unixfs-v1-256KiB | 256 KiB | 174 | `ipfs add --cid-version=1 --raw-leaves` before Kubo 0.43; Pinata's `cid_version: v1` |
 */
export type ContentProfile = "unixfs-v1-2025" | "unixfs-v1-256KiB";

/** The profile of new recordings. */
export const defaultProfile: ContentProfile = "unixfs-v1-2025";

const importerOptions: Record<ContentProfile, ImporterOptions> = {
  "unixfs-v1-2025": { profile: "unixfs-v1-2025" },
  "unixfs-v1-256KiB": {
    cidVersion: 1,
    rawLeaves: true,
    chunker: fixedSize({ chunkSize: 256 * 1024 }),
    layout: balanced({ maxChildrenPerNode: 174 }),
  },
};

/** Content ids of streams in one profile. */
export function createContentIds(profile: ContentProfile = defaultProfile): ContentIds {
  return { compute: (stream) => computeContentId(stream, profile) };
}

/** Reads all octets once and answers their content id, SHA-256 (hex) and number. Holds a few blocks at a time. */
export async function computeContentId(
  chunks: AsyncIterable<Uint8Array>,
  profile: ContentProfile,
): Promise<{ cid: string; sha256: string; bytes: number; profile: ContentProfile }> {
  const hash = createHash("sha256");
  let bytes = 0;
  async function* measured() {
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  }
  // The importer changes its options on the way.
  const { cid } = await importFile({ content: measured() }, forgetfulStore, { ...importerOptions[profile] });
  return { cid: cid.toString(), sha256: hash.digest("hex"), bytes, profile };
}

const forgetfulStore: Parameters<typeof importFile>[1] = { put: (cid) => cid };
