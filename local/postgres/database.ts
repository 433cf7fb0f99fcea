import { constants } from "node:fs";
import { access, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";
import { unaccent } from "@electric-sql/pglite/contrib/unaccent";
import { vector } from "@electric-sql/pglite-pgvector";

const extensions = { pg_trgm, unaccent, vector };

/**
 * Opens PostgreSQL in this process: a persistent one in `dataDir`, or one that lives in memory.
 * A first create runs initdb (about 20 s); it is loaded from `templateFile` instead where that is given and exists, and
 * leaves that file behind where it doesn't. A template belongs to one version of PGlite: delete it after an upgrade.
 */
export async function openDatabase(options: {
  dataDir: string | "memory";
  templateFile?: string;
  onProgress?: (text: string) => void;
}): Promise<PGlite> {
  const tell = options.onProgress ?? (() => {});
  if (options.dataDir === "memory") return createDatabase(undefined, options.templateFile, tell);

  const folder = join(options.dataDir, "pgdata");
  // initdb and the template's unpacking take seconds, and a process killed in between leaves half a database.
  const complete = join(options.dataDir, "complete");
  if (await exists(complete)) {
    tell("Opening the database");
    return PGlite.create({ dataDir: folder, extensions });
  }
  await rm(folder, { recursive: true, force: true });
  await mkdir(options.dataDir, { recursive: true });
  const database = await createDatabase(folder, options.templateFile, tell);
  await writeFile(complete, "");
  return database;
}

async function createDatabase(
  folder: string | undefined,
  templateFile: string | undefined,
  tell: (text: string) => void,
): Promise<PGlite> {
  const dataDir = folder ?? "memory://";
  if (templateFile && (await exists(templateFile))) {
    tell("Making the database from a template (a few seconds)");
    const loadDataDir = new File([await readFile(templateFile)], "template.tar");
    return PGlite.create({ dataDir, extensions, loadDataDir });
  }
  tell("Making the database for the first time (about 20 seconds)");
  const database = await PGlite.create({ dataDir, extensions });
  if (templateFile) await keepTemplate(database, templateFile);
  return database;
}

async function keepTemplate(database: PGlite, templateFile: string): Promise<void> {
  const dump = await database.dumpDataDir("none");
  await mkdir(dirname(templateFile), { recursive: true });
  // Several processes may make the template at once; a rename never shows half of one.
  const unfinished = `${templateFile}.${process.pid}`;
  await writeFile(unfinished, dump.stream());
  await rename(unfinished, templateFile);
}

async function exists(path: string): Promise<boolean> {
  return access(path, constants.F_OK).then(
    () => true,
    () => false,
  );
}
