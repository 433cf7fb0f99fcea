/** Takes a lock that other windows can see; undefined when another window has it. The answer lets go of it. */
export async function takeLock(name: string): Promise<(() => void) | undefined> {
  if (!navigator.locks) return () => {};
  return new Promise((resolve, reject) => {
    navigator.locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (!lock) {
          resolve(undefined);
          return;
        }
        return new Promise<void>((letGo) => resolve(letGo));
      })
      .catch(reject);
  });
}

/** Which of these locks somebody has. */
export async function listTakenLocks(): Promise<Set<string>> {
  const { held } = (await navigator.locks?.query()) ?? {};
  return new Set((held ?? []).flatMap((lock) => lock.name ?? []));
}

/** The lock of the window in which a recording is being told. */
export function recordingLock(recordingId: string): string {
  return `memoryvault.recording.${recordingId}`;
}

/** The lock of the window that sends a recording. */
export function sendingLock(recordingId: string): string {
  return `memoryvault.sending.${recordingId}`;
}
