import { useEffect } from "react";
import { useWords } from "../messages/use-words.ts";
import { useKeptRecordings } from "../recorder/use-kept-recordings.ts";
import { saveRecording, useOutbox } from "./outbox.ts";
import { SendingLine } from "./sending-line.tsx";

interface UnsentProps {
  viewerId: string;
  familyId: string;
  /** Looks for recordings again when this changes. */
  change?: unknown;
  /** A recording has become a memory. */
  onArrived: (recordingId: string, memoryId: string) => void;
}

/** Recordings that are kept on this device and on their way to the vault. */
export default function Unsent({ viewerId, familyId, change, onArrived }: UnsentProps) {
  const { t } = useWords();
  const { states, send } = useOutbox();
  const kept = useKeptRecordings(viewerId, familyId, change);
  const unsent = kept.filter((recording) => recording.state === "unsent");

  useEffect(() => {
    for (const recording of kept) if (recording.state === "unsent") void send(recording);
  }, [kept, send]);

  const arrived = unsent.flatMap(({ id }) => {
    const state = states[id];
    return state?.kind === "arrived" ? [{ id, memoryId: state.memoryId }] : [];
  });
  const last = arrived.at(-1);
  // biome-ignore lint/correctness/useExhaustiveDependencies: told once for each arrival, whatever the page does with it.
  useEffect(() => {
    if (last) onArrived(last.id, last.memoryId);
  }, [last?.id]);

  if (unsent.length === 0) return null;
  return (
    <section aria-labelledby="sending" className="grid gap-3">
      <h2 id="sending">{t("sending.heading")}</h2>
      {unsent.map((recording) => (
        <SendingLine
          key={recording.id}
          name={recording.title || t("recorder.yourRecording")}
          state={states[recording.id] ?? { kind: "queued" }}
          onAgain={() => void send(recording)}
          onSave={() => void saveRecording(recording)}
        />
      ))}
    </section>
  );
}
