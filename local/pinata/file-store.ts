import { randomUUID } from "node:crypto";
import { link, mkdir, readdir, readFile, rename, rm, stat, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { addressFile, type CidVersion } from "./content-address.ts";

export const networkSchema = z.enum(["public", "private"]);
export type Network = z.infer<typeof networkSchema>;
export const keyvaluesSchema = z.record(z.string(), z.string());

const storedFileSchema = z.object({
  id: z.string(),
  name: z.string(),
  cid: z.string(),
  size: z.number(),
  number_of_files: z.literal(1),
  mime_type: z.string(),
  keyvalues: keyvaluesSchema,
  group_id: z.string().nullable(),
  created_at: z.string(),
  network: networkSchema,
});
/** A pinned file as Pinata lists it. */
export type StoredFile = z.infer<typeof storedFileSchema>;

export interface FileFields {
  name: string;
  mimeType: string;
  network: Network;
  keyvalues: Record<string, string>;
  groupId: string | null;
  cidVersion: CidVersion;
}

export interface FileFilters {
  cid?: string;
  name?: string;
  group?: string;
  mimeType?: string;
  keyvalues: Record<string, string>;
}

export type FileStore = Awaited<ReturnType<typeof openFileStore>>;

/** Files on disk under their content id, each listed by a small JSON record. */
export async function openFileStore(dataDir: string) {
  const folders = {
    blobs: join(dataDir, "blobs"),
    records: join(dataDir, "files"),
    incoming: join(dataDir, "incoming"),
  };
  // What a killed process was still receiving belongs to no record.
  await rm(folders.incoming, { recursive: true, force: true });
  for (const folder of Object.values(folders)) await mkdir(folder, { recursive: true });

  const files = new Map<string, StoredFile>();
  for (const name of (await readdir(folders.records)).filter((entry) => entry.endsWith(".json"))) {
    const file = storedFileSchema.parse(JSON.parse(await readFile(join(folders.records, name), "utf8")));
    files.set(file.id, file);
  }

  const recordPath = (id: string) => join(folders.records, `${id}.json`);
  const blobPath = (cid: string) => join(folders.blobs, cid);
  const findByCid = (network: Network, cid: string) =>
    [...files.values()].find((file) => file.network === network && file.cid === cid);

  return {
    newIncomingPath: () => join(folders.incoming, randomUUID()),
    blobPath,
    findByCid,

    /** Keeps the octets at `path` (which stays) under their content id. The same octets again are the same file. */
    async keep(path: string, fields: FileFields): Promise<{ file: StoredFile; isDuplicate: boolean }> {
      const cid = await addressFile(path, fields.cidVersion);
      const known = findByCid(fields.network, cid);
      if (known) return { file: known, isDuplicate: true };
      const file: StoredFile = {
        id: uuidv7(),
        name: fields.name,
        cid,
        size: (await stat(path)).size,
        number_of_files: 1,
        mime_type: fields.mimeType,
        keyvalues: fields.keyvalues,
        group_id: fields.groupId,
        created_at: new Date().toISOString(),
        network: fields.network,
      };
      files.set(file.id, file);
      await link(path, blobPath(cid)).catch(ignoreCode("EEXIST"));
      await writeWhole(recordPath(file.id), JSON.stringify(file));
      return { file, isDuplicate: false };
    },

    find(network: Network, id: string): StoredFile | undefined {
      const file = files.get(id);
      return file?.network === network ? file : undefined;
    },

    /** Files by creation, those after `afterId` in that order. */
    list(
      network: Network,
      filters: FileFilters,
      order: "ASC" | "DESC",
      afterId: string | undefined,
    ): StoredFile[] {
      const matching = [...files.values()]
        .filter((file) => file.network === network && matches(file, filters))
        // Ids are UUIDv7, which sort by time.
        .sort((a, b) => (order === "ASC" ? 1 : -1) * (a.id < b.id ? -1 : 1));
      const after = matching.findIndex((file) => file.id === afterId);
      return matching.slice(after + 1);
    },

    async remove(file: StoredFile): Promise<void> {
      files.delete(file.id);
      await unlink(recordPath(file.id)).catch(ignoreCode("ENOENT"));
      const stillNeeded = [...files.values()].some((other) => other.cid === file.cid);
      if (!stillNeeded) await unlink(blobPath(file.cid)).catch(ignoreCode("ENOENT"));
    },
  };
}

/** Writes a file that is never seen half-written. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const unfinished = `${path}.${randomUUID()}`;
  await writeFile(unfinished, text);
  await rename(unfinished, path);
}

/** For catch: lets one error code of the file system pass. */
export function ignoreCode(code: string): (error: unknown) => undefined {
  return (error) => {
    if (error instanceof Error && "code" in error && error.code === code) return undefined;
    throw error;
  };
}

function matches(file: StoredFile, filters: FileFilters): boolean {
  return (
    (filters.cid === undefined || file.cid === filters.cid) &&
    (filters.name === undefined || file.name.toLowerCase().includes(filters.name.toLowerCase())) &&
    (filters.group === undefined || (file.group_id ?? "null") === filters.group) &&
    (filters.mimeType === undefined || file.mime_type === filters.mimeType) &&
    Object.entries(filters.keyvalues).every(([key, value]) => file.keyvalues[key] === value)
  );
}
