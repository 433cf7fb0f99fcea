/** Keeps the screen on while somebody tells: a sleeping phone stops the microphone. The answer lets it sleep again. */
export function keepAwake(signal: AbortSignal): () => Promise<void> {
  let lock: Promise<WakeLockSentinel | undefined> | undefined;
  const take = () => {
    if (document.visibilityState !== "visible") return;
    // Refused on a low battery: recording goes on all the same.
    lock = navigator.wakeLock?.request("screen").catch(() => undefined);
  };
  take();
  document.addEventListener("visibilitychange", take, { signal });
  return async () => {
    await (await lock)?.release();
  };
}
