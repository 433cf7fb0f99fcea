import { create } from "zustand";
import { measureWaveform } from "../recorder/measure-waveform.ts";
import type { SendingState } from "./send-until-arrived.ts";

const limitBytes = 500_000_000;

export interface FileUpload {
  id: string;
  file: File;
  familyId: string;
  narratorId: string | undefined;
  state: SendingState;
}

interface FileUploads {
  items: FileUpload[];
  /** Takes files in and sends them one after the other. */
  add(files: File[], familyId: string, narratorId: string | undefined): void;
  again(id: string): void;
  remove(id: string): void;
}

/** Whether something is still on its way, so that the page should not be closed. */
export function isOnItsWay({ kind }: SendingState): boolean {
  return kind === "queued" || kind === "checking" || kind === "sending" || kind === "waiting";
}

let running = false;

export const useFileUploads = create<FileUploads>()((set, get) => {
  const tell = (id: string, state: SendingState) =>
    set({ items: get().items.map((item) => (item.id === id ? { ...item, state } : item)) });

  const send = async ({ id, file, familyId, narratorId }: FileUpload) => {
    try {
      tell(id, { kind: "checking" });
      const [{ sendUntilArrived }, waveform] = await Promise.all([
        import("./send-until-arrived.ts"),
        measureWaveform(file),
      ]);
      await sendUntilArrived(
        { file, filename: file.name, familyId, narratorId, waveform },
        { tell: (state) => tell(id, state) },
      );
    } catch {
      tell(id, { kind: "failed" });
    }
  };

  const run = async () => {
    if (running) return;
    running = true;
    for (let next = findQueued(); next; next = findQueued()) await send(next);
    running = false;
  };
  const findQueued = () => get().items.find((item) => item.state.kind === "queued");

  return {
    items: [],
    add(files, familyId, narratorId) {
      const items = files.map((file): FileUpload => {
        const id = crypto.randomUUID();
        if (file.size === 0)
          return { id, file, familyId, narratorId, state: { kind: "refused", code: "recording.empty" } };
        if (file.size > limitBytes)
          return { id, file, familyId, narratorId, state: { kind: "refused", code: "recording.too_large" } };
        return { id, file, familyId, narratorId, state: { kind: "queued" } };
      });
      set({ items: [...get().items, ...items] });
      void run();
    },
    again(id) {
      tell(id, { kind: "queued" });
      void run();
    },
    remove: (id) => set({ items: get().items.filter((item) => item.id !== id) }),
  };
});
