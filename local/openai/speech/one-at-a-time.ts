let last: Promise<unknown> = Promise.resolve();

/** Runs `work` when all work given before has ended, whatever its outcome; skips it if aborted by then. */
export function runAlone<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
  const result = last.then(() => {
    signal.throwIfAborted();
    return work();
  });
  last = result.catch(() => {});
  return result;
}
