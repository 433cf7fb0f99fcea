import { z } from "zod";
import { idSchema, secondsSchema } from "../schemas.ts";
import { heardSegmentSchema, interviewStageSchema, questionSchema, turnSchema } from "./interview.ts";

/** Audio on the socket: PCM, 16 bit little-endian, mono. */
export const sampleRate = 24_000;
export const bytesPerSecond = sampleRate * 2;
/** A chunk is at most one second. */
const longestChunkBytes = bytesPerSecond;

/**
 * Frames of a client carry one sequence, JSON and audio together, from 1 without a gap; what was acknowledged is stored.
 * A page that lost its line says hello again with the same clientId and sends what comes after `welcome.lastSeq`.
 */
const seq = z.number().int().min(0);

export const controlSchema = z.enum([
  "skip",
  "decline",
  "off-record",
  "on-record",
  "pause",
  "resume",
  "stop",
]);
export type Control = z.infer<typeof controlSchema>;

/** What a client sends as JSON. `hello` comes first, has seq 0 and isn't acknowledged but answered by `welcome`. */
export const clientFrameSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("hello"), seq: z.literal(0), clientId: idSchema }),
  /** The narrator begins, or goes on, to answer this turn; the audio that follows is of it. */
  z.object({ type: z.literal("audio-start"), seq, turnId: idSchema }),
  /** The narrator has finished. `longestPause` is what the browser's voice detection measured. */
  z.object({ type: z.literal("audio-end"), seq, turnId: idSchema, longestPause: secondsSchema.default(0) }),
  z.object({ type: z.literal("control"), seq, control: controlSchema }),
]);
export type ClientFrame = z.infer<typeof clientFrameSchema>;

/** asking: a question is sought. answering: the narrator's turn. hearing: the last words of an answer. closing, closed. */
export const sessionPhaseSchema = z.enum(["asking", "answering", "hearing", "closing", "closed"]);

/** voice: the transcription goes on listening for "on the record". button: it hears nothing. */
export const offRecordBySchema = z.enum(["voice", "button"]);

/** What a page needs to show a session; sent whole whenever it changes. */
export const sessionViewSchema = z.object({
  stage: interviewStageSchema,
  phase: sessionPhaseSchema,
  offRecord: z.boolean(),
  offRecordBy: offRecordBySchema.optional(),
  paused: z.boolean(),
  turn: turnSchema.optional(),
  turnCount: z.number().int(),
  /** Seconds of audio kept so far, of all turns. */
  seconds: secondsSchema,
  patienceSeconds: z.number(),
});
export type SessionView = z.infer<typeof sessionViewSchema>;

/** What the session sends, as JSON. `seq` counts what it sent on this socket; only `ack` and `welcome` speak of the client's. */
export const serverFrameSchema = z.discriminatedUnion("type", [
  z.object({ type: z.literal("welcome"), seq, lastSeq: seq, view: sessionViewSchema }),
  /** Everything up to `lastSeq` is stored. */
  z.object({ type: z.literal("ack"), seq, lastSeq: seq }),
  /** What was understood so far of the open turn; it may still change. */
  z.object({ type: z.literal("partial"), seq, turnId: idSchema, text: z.string() }),
  z.object({
    type: z.literal("final"),
    seq,
    turnId: idSchema,
    text: z.string(),
    segments: z.array(heardSegmentSchema),
  }),
  z.object({ type: z.literal("thinking"), seq }),
  /** `audioUrl` speaks it. */
  z.object({
    type: z.literal("question"),
    seq,
    turnId: idSchema,
    question: questionSchema,
    audioUrl: z.string(),
  }),
  z.object({ type: z.literal("state"), seq, view: sessionViewSchema }),
  /** One of the memories that the session became. */
  z.object({ type: z.literal("memory"), seq, memoryId: idSchema }),
  /**
   * interview.taken_over: another page goes on with this session; the socket is closed. interview.gap: frames are missing,
   * go on after `lastSeq`. interview.turn_over: what was sent belongs to a turn that has ended and isn't kept.
   * interview.transcription_failed: the words can't be heard now; the audio is kept.
   */
  z.object({
    type: z.literal("error"),
    seq,
    code: z.string(),
    detail: z.string(),
    lastSeq: seq.optional(),
  }),
]);
export type ServerFrame = z.infer<typeof serverFrameSchema>;

/** The code with which a socket is closed when another page took the session over. */
export const takenOverCloseCode = 4001;

/** One chunk as it travels: its place in the client's sequence (4 bytes, big-endian), then PCM. */
export function writeAudioFrame(seq: number, pcm: Uint8Array): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(4 + pcm.byteLength);
  new DataView(frame.buffer).setUint32(0, seq);
  frame.set(pcm, 4);
  return frame;
}

/** undefined: not an audio frame of whole samples and at most a second. */
export function readAudioFrame(frame: ArrayBuffer): { seq: number; pcm: Uint8Array } | undefined {
  const bytes = frame.byteLength - 4;
  if (bytes <= 0 || bytes % 2 !== 0 || bytes > longestChunkBytes) return undefined;
  return { seq: new DataView(frame).getUint32(0), pcm: new Uint8Array(frame, 4) };
}
