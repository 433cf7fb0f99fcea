import { create } from "zustand";
import { SNIFF_BYTES, sniffRecording } from "../../core/recording-sniff.ts";
import { measureWaveform } from "../recorder/measure-waveform.ts";
import { takeFingerprint } from "./fingerprint.ts";
import type { SendingState } from "./send-until-arrived.ts";
import { recallFile, rememberFile } from "./sent-before.ts";

const limitBytes = 500_000_000;
/** Files on their way at the same time. */
const atOnce = 2;

/** What is said of all files that are added together. */
export interface SharedFields {
  narratorId?: string;
  recordedOn?: string;
}

export interface FileUpload {
  id: string;
  file: File;
  /** Its name, with its folder where a folder was chosen. */
  name: string;
  familyId: string;
  fields: SharedFields;
  state: SendingState;
  /** How much of it has gone, 0–1, whatever it is doing now. */
  fraction: number;
  fingerprint?: string;
  /** Where it goes on after a pause. */
  uploadUrl?: string;
}

interface FileUploads {
  items: FileUpload[];
  /** Takes files in, looks at each and sends what is a recording, two at a time. */
  add(files: File[], familyId: string, fields: SharedFields): void;
  /** Sends it (again), from where it stopped. */
  again(id: string): void;
  pause(id: string): void;
  /** Takes it off the list; what had arrived of it is thrown away. */
  remove(id: string): void;
}

/** Whether something is not yet where it shall be, so that the page should not be closed. */
export function isOnItsWay({ kind }: SendingState): boolean {
  return kind === "queued" || kind === "checking" || kind === "sending" || kind === "waiting";
}

/** Why a file is left out before anything of it is sent; undefined: it may go. */
async function findRefusal(file: File): Promise<string | undefined> {
  if (file.size === 0) return "recording.empty";
  if (file.size > limitBytes) return "recording.too_large";
  const head = new Uint8Array(await file.slice(0, SNIFF_BYTES).arrayBuffer());
  return sniffRecording(head) ? undefined : "recording.unsupported";
}

let lanes = 0;
/** Decoding takes a file's worth of memory: one after the other. */
let measuring: Promise<unknown> = Promise.resolve();
const sending = new Map<string, AbortController>();

export const useFileUploads = create<FileUploads>()((set, get) => {
  const change = (id: string, next: Partial<FileUpload>) =>
    set({ items: get().items.map((item) => (item.id === id ? { ...item, ...next } : item)) });
  const find = (id: string) => get().items.find((item) => item.id === id);

  /** Looks at a file before it is sent: what it is, and whether it is here already. */
  const check = async ({ id, file, familyId }: FileUpload) => {
    const fingerprint = await takeFingerprint(file);
    const isRepeated = get().items.some(
      (item) => item.id !== id && item.familyId === familyId && item.fingerprint === fingerprint,
    );
    const known = recallFile(familyId, fingerprint);
    const code =
      (await findRefusal(file)) ??
      (isRepeated ? "recording.repeated" : known?.memoryId ? "recording.sent_before" : undefined);
    // Somebody may have put it off or taken it back in the meantime.
    if (find(id)?.state.kind !== "checking") return;
    if (code) change(id, { state: { kind: "refused", code } });
    else change(id, { fingerprint, uploadUrl: known?.url, state: { kind: "queued" } });
  };

  const send = async ({ id, file, familyId, fields, fingerprint, uploadUrl }: FileUpload) => {
    const controller = new AbortController();
    const { signal } = controller;
    sending.set(id, controller);
    const tell = (state: SendingState) => {
      if (signal.aborted) return;
      change(id, { state, ...(state.kind === "sending" && state.fraction > 0 ? state : {}) });
    };
    const remember = (entry: { url?: string; memoryId?: string }) => {
      if (fingerprint) rememberFile(familyId, fingerprint, entry);
    };
    try {
      tell({ kind: "checking" });
      const measured = measuring.then(() => (signal.aborted ? undefined : measureWaveform(file)));
      measuring = measured;
      const [{ sendUntilArrived }, waveform] = await Promise.all([
        import("./send-until-arrived.ts"),
        measured,
      ]);
      const memoryId = await sendUntilArrived(
        { file, filename: file.name, familyId, ...fields, waveform, uploadUrl },
        {
          signal,
          tell,
          onUrl: (url) => {
            change(id, { uploadUrl: url });
            remember({ url });
          },
        },
      );
      if (memoryId) remember({ memoryId });
    } catch {
      tell({ kind: "failed" });
    } finally {
      if (sending.get(id) === controller) sending.delete(id);
    }
  };

  const run = () => {
    while (lanes < atOnce) {
      const next = get().items.find((item) => item.state.kind === "queued");
      if (!next) return;
      lanes += 1;
      void send(next).finally(() => {
        lanes -= 1;
        run();
      });
    }
  };

  return {
    items: [],
    async add(files, familyId, fields) {
      const added = files.map(
        (file): FileUpload => ({
          id: crypto.randomUUID(),
          file,
          name: file.webkitRelativePath || file.name,
          familyId,
          fields,
          state: { kind: "checking" },
          fraction: 0,
        }),
      );
      set({ items: [...get().items, ...added] });
      for (const item of added) {
        await check(item).catch(() => change(item.id, { state: { kind: "failed" } }));
        run();
      }
    },
    again(id) {
      change(id, { state: { kind: "queued" } });
      run();
    },
    pause(id) {
      change(id, { state: { kind: "paused" } });
      sending.get(id)?.abort(new DOMException("paused", "AbortError"));
    },
    remove(id) {
      const item = find(id);
      sending.get(id)?.abort(new DOMException("taken back", "AbortError"));
      set({ items: get().items.filter((each) => each.id !== id) });
      if (!item?.uploadUrl || item.state.kind === "arrived") return;
      if (item.fingerprint) rememberFile(item.familyId, item.fingerprint, undefined);
      // What can't be thrown away now expires there by itself.
      fetch(item.uploadUrl, { method: "DELETE", headers: { "Tus-Resumable": "1.0.0" } }).catch(() => {});
    },
  };
});

const guard = (event: BeforeUnloadEvent) => event.preventDefault();

// It goes on while one looks at other pages of the house, so the warning belongs to the sending and to no page.
useFileUploads.subscribe(({ items }) => {
  const isUnsent = items.some(({ state }) => isOnItsWay(state) || state.kind === "paused");
  if (isUnsent) addEventListener("beforeunload", guard);
  else removeEventListener("beforeunload", guard);
});
