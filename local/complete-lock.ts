import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * Some registries lack other systems' binaries; npm then writes a lock file without them, which `npm ci` refuses
 * elsewhere. This adds what a parent names and the lock lacks, as `{version, optional, os, cpu}`.
 */
interface LockedPackage {
  version?: string;
  optional?: boolean;
  dev?: boolean;
  os?: string[];
  cpu?: string[];
  libc?: string[];
  optionalDependencies?: Record<string, string>;
}

const file = join(resolve(import.meta.dirname, ".."), "package-lock.json");
const lock = JSON.parse(readFileSync(file, "utf8")) as { packages: Record<string, LockedPackage> };
const systems = [
  "android",
  "darwin",
  "freebsd",
  "linux",
  "netbsd",
  "openbsd",
  "openharmony",
  "sunos",
  "aix",
  "win32",
];
const processors = [
  "arm64",
  "arm",
  "x64",
  "ia32",
  "ppc64",
  "riscv64",
  "s390x",
  "loong64",
  "mips64el",
  "wasm32",
];

let added = 0;
for (const [path, parent] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    if (isLocked(path, name) || !/^\d/.test(version)) continue;
    const os = pick(name, systems);
    const cpu = pick(name, processors);
    if (os.length === 0 && cpu.length === 0) continue;
    lock.packages[`node_modules/${name}`] = {
      version,
      ...(cpu.length > 0 ? { cpu } : {}),
      ...(parent.dev ? { dev: true } : {}),
      optional: true,
      ...(os.length > 0 ? { os } : {}),
    };
    added += 1;
  }
}
if (added > 0) {
  const root = lock.packages[""];
  const sorted = Object.entries(lock.packages).filter(([path]) => path !== "");
  sorted.sort(([a], [b]) => (a < b ? -1 : 1));
  lock.packages = { ...(root ? { "": root } : {}), ...Object.fromEntries(sorted) };
  writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
}
console.log(`${added} packages of other systems added to package-lock.json`);

/** Whether Node would find the package from its parent's folder. */
function isLocked(parentPath: string, name: string): boolean {
  for (let path = parentPath; ; path = path.slice(0, path.lastIndexOf("/node_modules/"))) {
    if (lock.packages[`${path === "" ? "" : `${path}/`}node_modules/${name}`]) return true;
    if (path === "") return false;
    if (!path.includes("/node_modules/")) return lock.packages[`node_modules/${name}`] !== undefined;
  }
}

/** The words of a package's name that say what it runs on: @esbuild/darwin-arm64, workerd-windows-64. */
function pick(name: string, words: string[]): string[] {
  const parts = name.toLowerCase().split(/[^a-z0-9]+/);
  const aliases: Record<string, string> = { windows: "win32", "64": "x64" };
  return words.filter((word) => parts.some((part) => part === word || aliases[part] === word)).slice(0, 1);
}
