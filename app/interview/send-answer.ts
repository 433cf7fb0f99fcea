import { z } from "zod";
import {
  type Control,
  type SessionView,
  sampleRate,
  sessionViewSchema,
} from "../../core/interview/frames.ts";
import { writeWavHeader } from "../../core/interview/wav.ts";
import type { KeptFrame } from "./outbox.ts";
import { toPcm16 } from "./pcm.ts";

const answeredSchema = z.object({ view: sessionViewSchema });

/** What a page does over plain HTTP, where there is no socket or nothing to speak into. Throws when it didn't arrive. */
export function createSender(interviewId: string) {
  const path = `/api/v1/interviews/${interviewId}`;
  const post = async (to: string, init: RequestInit): Promise<SessionView> => {
    const response = await fetch(`${path}/${to}`, { method: "POST", ...init });
    if (!response.ok) throw new Error(`answer refused: ${response.status}`);
    return answeredSchema.parse(await response.json()).view;
  };
  const answer = (turnId: string, name: "audio" | "text", value: string | File) => {
    const body = new FormData();
    body.set("turnId", turnId);
    body.set(name, value);
    return post("answers", { body, headers: { "Idempotency-Key": crypto.randomUUID() } });
  };
  const sendRecording = (turnId: string, pcm: ArrayBuffer[]) => {
    const bytes = pcm.reduce((sum, part) => sum + part.byteLength, 0);
    const parts = [writeWavHeader(bytes), ...pcm];
    return answer(turnId, "audio", new File(parts, "answer.wav", { type: "audio/wav" }));
  };
  return {
    control: (control: Control) =>
      post("controls", {
        body: JSON.stringify({ control }),
        headers: { "Content-Type": "application/json" },
      }),
    write: (turnId: string, text: string) => answer(turnId, "text", text),
    sendRecording,
    /** Sends what waited for a socket, in its order; answers the view after it. */
    async sendWaiting(frames: KeptFrame[], openTurnId: string | undefined): Promise<SessionView | undefined> {
      let view: SessionView | undefined;
      let pcm: ArrayBuffer[] = [];
      let turnId = openTurnId;
      for (const { data } of frames) {
        if (typeof data !== "string") {
          pcm.push(data);
          continue;
        }
        const said = waitingSchema.parse(JSON.parse(data));
        if (said.type === "audio-start") turnId = said.turnId;
        else if (said.type === "control") view = await this.control(said.control);
        else if (turnId) {
          // Finished, and nothing of it waits: what was told of it has arrived before, or nothing was.
          view = pcm.length > 0 ? await sendRecording(turnId, pcm) : await this.control("skip");
          pcm = [];
        }
      }
      if (turnId && pcm.length > 0) view = await sendRecording(turnId, pcm);
      return view;
    },
  };
}

const waitingSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("audio-start"), turnId: z.string() }),
  z.object({ type: z.literal("audio-end") }),
  z.object({
    type: z.literal("control"),
    control: z.enum(["skip", "decline", "off-record", "on-record", "pause", "resume", "stop"]),
  }),
]);

/** A recording of any kind that this browser knows, as the PCM of the socket. Throws when it can't be read. */
export async function decodeRecording(file: File): Promise<ArrayBuffer> {
  const decoder = new OfflineAudioContext(1, 1, sampleRate);
  const decoded = await decoder.decodeAudioData(await file.arrayBuffer());
  const channels = Array.from({ length: decoded.numberOfChannels }, (_, index) =>
    decoded.getChannelData(index),
  );
  const [first = new Float32Array(), ...others] = channels;
  const mono = first.map(
    (sample, at) => (sample + others.reduce((sum, other) => sum + (other[at] ?? 0), 0)) / channels.length,
  );
  return toPcm16(mono).buffer;
}
