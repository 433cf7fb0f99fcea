import { z } from "zod";
import { type Control, controlSchema } from "../../core/interview/frames.ts";
import type { KeptFrame } from "./outbox.ts";

/** One request that says over HTTP what frames would have said. `upTo`: once it arrived, frames up to here have. */
export type WaitingStep = { upTo: number | undefined } & (
  | { control: Control }
  | { turnId: string; pcm: ArrayBuffer[] }
);

const waitingSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("audio-start"), turnId: z.string() }),
  z.object({ type: z.literal("audio-end") }),
  z.object({ type: z.literal("control"), control: controlSchema }),
]);

/** What waited for a socket as requests, in its order. What was told before a turn began belongs to `openTurnId`. */
export function planWaiting(frames: KeptFrame[], openTurnId: string | undefined): WaitingStep[] {
  const steps: WaitingStep[] = [];
  let turnId = openTurnId;
  let pcm: ArrayBuffer[] = [];
  const sendTold = (upTo: number) => {
    if (!turnId || pcm.length === 0) return false;
    steps.push({ turnId, pcm, upTo });
    pcm = [];
    return true;
  };
  for (const { seq, data } of frames) {
    if (typeof data !== "string") {
      pcm.push(data);
      continue;
    }
    const said = waitingSchema.parse(JSON.parse(data));
    if (said.type === "audio-start") turnId = said.turnId;
    else if (said.type === "audio-end" || said.control === "skip") {
      // Finished, and nothing of it waits: what was told of it has arrived before, or nothing was.
      if (!sendTold(seq)) steps.push({ control: "skip", upTo: seq });
    } else {
      if (said.control === "stop") sendTold(seq - 1);
      if (said.control === "decline") pcm = [];
      steps.push({ control: said.control, upTo: pcm.length > 0 ? undefined : seq });
    }
  }
  sendTold(frames.at(-1)?.seq ?? 0);
  return steps;
}
