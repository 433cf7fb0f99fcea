import { create } from "zustand";
import { forgetRecording, type KeptRecording, keepRecording, readTake } from "../recorder/kept-recordings.ts";
import { sendingLock, takeLock } from "../recorder/locks.ts";
import type { SendingState } from "./send-until-arrived.ts";

interface Outbox {
  /** How every recording that is being sent is doing, by its id. */
  states: Record<string, SendingState>;
  /** Sends a recording and takes it off this device once the vault has answered. */
  send(recording: KeptRecording): Promise<void>;
}

const done = new Set<SendingState["kind"]>(["signed-out", "refused", "failed", "elsewhere"]);

export const useOutbox = create<Outbox>()((set, get) => ({
  states: {},

  async send(recording) {
    const tell = (state: SendingState) => set({ states: { ...get().states, [recording.id]: state } });
    const known = get().states[recording.id];
    if (known && !done.has(known.kind)) return;
    tell({ kind: "queued" });
    const letGo = await takeLock(sendingLock(recording.id));
    if (!letGo) {
      tell({ kind: "elsewhere" });
      return;
    }
    try {
      const { sendUntilArrived } = await import("./send-until-arrived.ts");
      const { familyId, title, narratorId, waveform, uploadUrl } = recording;
      const file = await readTake(recording, 0);
      const memoryId = await sendUntilArrived(
        { file, filename: nameFile(recording), familyId, title, narratorId, waveform, uploadUrl },
        { tell, onUrl: (url) => void keepRecording({ ...recording, uploadUrl: url }) },
      );
      if (memoryId) await forgetRecording(recording.id);
    } catch {
      tell({ kind: "failed" });
    } finally {
      letGo();
    }
  },
}));

function nameFile({ startedAt, takes }: KeptRecording): string {
  const type = takes[0]?.contentType ?? "";
  const ending = type.startsWith("audio/mp4") ? "m4a" : type.startsWith("audio/ogg") ? "ogg" : "webm";
  return `recording-${startedAt.slice(0, 19).replaceAll(":", "-")}.${ending}`;
}

/** Hands a recording over as a file, for the case that the vault won't have it. */
export async function saveRecording(recording: KeptRecording): Promise<void> {
  const url = URL.createObjectURL(await readTake(recording, 0));
  const link = document.createElement("a");
  link.href = url;
  link.download = nameFile(recording);
  link.click();
  URL.revokeObjectURL(url);
}
