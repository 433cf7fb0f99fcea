import { z } from "zod";
import {
  type Control,
  type SessionView,
  sampleRate,
  sessionViewSchema,
} from "../../core/interview/frames.ts";
import { writeWavHeader } from "../../core/interview/wav.ts";
import { toMono, toPcm16 } from "./pcm.ts";
import type { WaitingStep } from "./plan-waiting.ts";

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
  const control = (control: Control) =>
    post("controls", {
      body: JSON.stringify({ control }),
      headers: { "Content-Type": "application/json" },
    });
  const sendRecording = (turnId: string, pcm: ArrayBuffer[]) => {
    const bytes = pcm.reduce((sum, part) => sum + part.byteLength, 0);
    const parts = [writeWavHeader(bytes), ...pcm];
    return answer(turnId, "audio", new File(parts, "answer.wav", { type: "audio/wav" }));
  };
  return {
    write: (turnId: string, text: string) => answer(turnId, "text", text),
    sendRecording,
    /** Sends what waited for a socket; answers the view after it. `onSent`: what waited up to here has arrived. */
    async sendWaiting(steps: WaitingStep[], onSent: (seq: number) => void): Promise<SessionView | undefined> {
      let view: SessionView | undefined;
      for (const step of steps) {
        view = "control" in step ? await control(step.control) : await sendRecording(step.turnId, step.pcm);
        if (step.upTo !== undefined) onSent(step.upTo);
      }
      return view;
    },
  };
}

/** A recording of any kind that this browser knows, as the PCM of the socket. Throws when it can't be read. */
export async function decodeRecording(file: File): Promise<ArrayBuffer> {
  const decoder = new OfflineAudioContext(1, 1, sampleRate);
  const decoded = await decoder.decodeAudioData(await file.arrayBuffer());
  const channels = Array.from({ length: decoded.numberOfChannels }, (_, index) =>
    decoded.getChannelData(index),
  );
  return toPcm16(toMono(channels)).buffer;
}
