import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";

/** Mebibytes that workerd holds while something is done. */
export interface Watched {
  before: number;
  peak: number;
  after: number;
  /** The most that one isolate's V8 heap and array buffers held, read a few times a second. */
  heap: number;
  seconds: number;
}

const heapSchema = z.object({
  usedSize: z.number(),
  embedderHeapUsedSize: z.number(),
  backingStorageSize: z.number(),
});
const isolatesSchema = z.array(z.object({ id: z.string(), webSocketDebuggerUrl: z.string() }));

/** Watches the workerd process and our Worker's isolate in it while `act` runs. */
export async function watchMemory(
  workerd: number,
  inspector: URL,
  act: () => Promise<void>,
): Promise<Watched> {
  const isolate = await openIsolate(inspector);
  await isolate.ask("HeapProfiler.collectGarbage");
  const before = readStatus(workerd, "VmRSS");
  // The kernel's record of the peak starts anew.
  writeFileSync(`/proc/${workerd}/clear_refs`, "5");
  let heap = await isolate.readHeap();
  const looking = setInterval(() => {
    void isolate.readHeap().then((now) => {
      heap = Math.max(heap, now);
    });
  }, 250);
  const begun = performance.now();
  try {
    await act();
  } finally {
    clearInterval(looking);
    isolate.close();
  }
  return {
    before,
    peak: readStatus(workerd, "VmHWM"),
    after: readStatus(workerd, "VmRSS"),
    heap: Math.round(heap / 2 ** 20),
    seconds: (performance.now() - begun) / 1000,
  };
}

/** The process id of the workerd that this process started. */
export function findWorkerd(): number {
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    // pid (name) state ppid …
    const [, command, parent] = readProcess(name).match(/^\d+ \((.*)\) \S (\d+)/) ?? [];
    if (command === "workerd" && Number(parent) === process.pid) return Number(name);
  }
  throw new Error("no workerd was started by this process");
}

function readProcess(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, "utf8");
  } catch {
    // It ended since the listing.
    return "";
  }
}

/** One line of the process's status in MiB. */
function readStatus(pid: number, name: "VmRSS" | "VmHWM"): number {
  const kibibytes = readFileSync(`/proc/${pid}/status`, "utf8").match(
    new RegExp(`${name}:\\s+(\\d+) kB`),
  )?.[1];
  if (kibibytes === undefined) throw new Error(`no ${name} of process ${pid}`);
  return Math.round(Number(kibibytes) / 1024);
}

/** Our Worker's isolate by Chrome's debugging protocol. */
async function openIsolate(inspector: URL) {
  const listed = await fetch(`http://${inspector.host}/json`);
  const ours = isolatesSchema.parse(await listed.json()).find(({ id }) => id.includes("memoryvault"));
  if (!ours) throw new Error("the inspector knows no isolate of ours");
  const socket = new WebSocket(ours.webSocketDebuggerUrl);
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener("open", () => resolve());
    socket.addEventListener("error", () => reject(new Error("the inspector can't be reached")));
  });
  const waiting = new Map<number, (result: unknown) => void>();
  socket.addEventListener("message", ({ data }) => {
    const { id, result } = JSON.parse(String(data)) as { id?: number; result?: unknown };
    if (id !== undefined) waiting.get(id)?.(result);
  });
  let asked = 0;
  const ask = async (method: string): Promise<unknown> => {
    asked += 1;
    const id = asked;
    const answered = new Promise<unknown>((resolve) => waiting.set(id, resolve));
    socket.send(JSON.stringify({ id, method }));
    const result = await answered;
    waiting.delete(id);
    return result;
  };
  return {
    ask,
    /** Octets in use. */
    async readHeap(): Promise<number> {
      const usage = heapSchema.parse(await ask("Runtime.getHeapUsage"));
      return usage.usedSize + usage.embedderHeapUsedSize + usage.backingStorageSize;
    },
    close: () => socket.close(),
  };
}
