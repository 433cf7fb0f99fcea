import * as z from "zod/mini";

/** How far this device came with a file: where its upload goes on, or that it has arrived. */
const entrySchema = z.object({ url: z.optional(z.string()), memoryId: z.optional(z.string()) });
type Entry = z.infer<typeof entrySchema>;
const ledgerSchema = z.record(z.string(), entrySchema);

/** Files that are remembered for one family; the oldest are forgotten. */
const most = 2000;
const nameOf = (familyId: string) => `memoryvault.sent.${familyId}`;

function readLedger(familyId: string): Record<string, Entry> {
  try {
    const parsed = ledgerSchema.safeParse(JSON.parse(localStorage.getItem(nameOf(familyId)) ?? "{}"));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}

/** What this device remembers of a file with this fingerprint. */
export function recallFile(familyId: string, fingerprint: string): Entry | undefined {
  return readLedger(familyId)[fingerprint];
}

/** Remembers how far a file came; undefined forgets it. A browser that keeps nothing only sends again what was sent. */
export function rememberFile(familyId: string, fingerprint: string, entry: Entry | undefined): void {
  const { [fingerprint]: _, ...others } = readLedger(familyId);
  const entries = Object.entries(entry ? { ...others, [fingerprint]: entry } : others).slice(-most);
  try {
    localStorage.setItem(nameOf(familyId), JSON.stringify(Object.fromEntries(entries)));
  } catch {}
}
