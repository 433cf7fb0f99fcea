import { useEffect, useState } from "react";
import { type KeptRecording, listRecordings } from "./kept-recordings.ts";
import { listTakenLocks, recordingLock } from "./locks.ts";

/** What a person told in a family and this device still holds, apart from what a window is at right now. Looks again when `change` does. */
export function useKeptRecordings(viewerId: string, familyId: string, change: unknown): KeptRecording[] {
  const [recordings, setRecordings] = useState<KeptRecording[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `change` is what makes it look again.
  useEffect(() => {
    let isWanted = true;
    void Promise.all([listRecordings(viewerId, familyId), listTakenLocks()]).then(
      ([all, taken]) => {
        if (isWanted) setRecordings(all.filter((recording) => !taken.has(recordingLock(recording.id))));
      },
      // A browser that keeps nothing has nothing to offer.
      () => {},
    );
    return () => {
      isWanted = false;
    };
  }, [viewerId, familyId, change]);
  return recordings;
}
