import { type Sending, SendingError, sendRecording } from "./send-recording.client.ts";

/** What a sender shows while it sends. */
export type SendingState =
  | { kind: "queued" }
  | { kind: "checking" }
  | { kind: "sending"; fraction: number }
  | { kind: "waiting" }
  | { kind: "paused" }
  | { kind: "signed-out" }
  | { kind: "refused"; code: string }
  | { kind: "failed" }
  | { kind: "elsewhere" }
  | { kind: "arrived"; memoryId: string };

const longestWait = 60_000;

/** Sends a recording, waits for a network as long as it takes, and goes on where it was. Tells every state on its way. */
export async function sendUntilArrived(
  sending: Sending,
  {
    signal,
    tell,
    onUrl,
  }: { signal?: AbortSignal; tell(state: SendingState): void; onUrl?(url: string): void },
): Promise<string | undefined> {
  let uploadUrl = sending.uploadUrl;
  for (let tries = 0; !signal?.aborted; tries++) {
    if (!navigator.onLine) {
      tell({ kind: "waiting" });
      await waitForNetwork(longestWait, signal);
      continue;
    }
    try {
      tell({ kind: "sending", fraction: 0 });
      const memoryId = await sendRecording(
        { ...sending, uploadUrl },
        {
          signal,
          onProgress: (fraction) => tell({ kind: "sending", fraction }),
          onUrl: (url) => {
            uploadUrl = url;
            onUrl?.(url);
          },
        },
      );
      tell({ kind: "arrived", memoryId });
      return memoryId;
    } catch (error) {
      if (signal?.aborted) return undefined;
      if (!(error instanceof SendingError)) throw error;
      if (error.kind === "refused") {
        tell({ kind: "refused", code: error.code });
        return undefined;
      }
      if (error.kind === "signed-out") {
        tell({ kind: "signed-out" });
        return undefined;
      }
      tell({ kind: "waiting" });
      await waitForNetwork(Math.min(longestWait, 5000 * 2 ** tries), signal);
    }
  }
  return undefined;
}

/** Waits until the browser says that it is online again, at most `milliseconds`. */
function waitForNetwork(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = new AbortController();
    const go = () => {
      clearTimeout(timer);
      done.abort();
      resolve();
    };
    const timer = setTimeout(go, milliseconds);
    addEventListener("online", go, { signal: done.signal });
    signal?.addEventListener("abort", go, { signal: done.signal });
  });
}
