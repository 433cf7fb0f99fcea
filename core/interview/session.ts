import { z } from "zod";
import { lifeChapterSchema } from "../life-chapters.ts";
import { idSchema, secondsSchema } from "../schemas.ts";
import type { QuestionAim } from "./asking.ts";
import { type Control, offRecordBySchema, sessionPhaseSchema } from "./frames.ts";
import {
  type HeardSegment,
  interviewLanguageSchema,
  interviewStageSchema,
  type Question,
  turnSchema,
} from "./interview.ts";
import { ledgerSchema } from "./ledger.ts";

/** How an answer ends. skip, decline and stop keep what was told before them. */
const endingSchema = z.enum(["finished", "skip", "decline", "stop"]);
export type Ending = z.infer<typeof endingSchema>;

/** All that a session knows, but for its audio. It is stored whole; what is under way can be told from it (`resume`). */
export const sessionSchema = z.object({
  id: idSchema,
  familyId: idSchema,
  /** Whose account began it: the memories are theirs. */
  startedBy: z.object({ userId: idSchema, name: z.string(), email: z.string() }),
  narrator: z.object({ id: idSchema, name: z.string() }).optional(),
  language: interviewLanguageSchema,
  topic: z.string().optional(),
  chapter: lifeChapterSchema.optional(),
  patienceSeconds: z.number(),
  stage: interviewStageSchema,
  phase: sessionPhaseSchema,
  offRecord: z.boolean(),
  /** Who said it aloud can say "on the record" aloud; whoever pressed the button isn't listened to at all. */
  offRecordBy: offRecordBySchema.optional(),
  paused: z.boolean(),
  /** How the answer that is being heard was ended; `stop` ends the session with it. */
  ending: endingSchema.optional(),
  /** Spoken pauses and "off the record" that begin up to here, in seconds of the open turn's kept audio, were obeyed. */
  obeyedTo: secondsSchema.optional(),
  /** What was known before the first question. */
  ledger: ledgerSchema,
  /** What the narrator would rather not talk about, said in this session. */
  declined: z.array(z.string()),
  /** The last one is open while phase is answering or hearing. */
  turns: z.array(turnSchema),
  /**
   * Planned once, when the session begins to close: one a topic. A memory takes the id of its first turn, so that ending
   * twice, or closing again after a crash, makes the same memories.
   */
  memories: z.array(z.object({ id: idSchema, turnIds: z.array(idSchema), made: z.boolean() })),
  createdAt: z.number(),
  /** When the narrator last did anything; a day later the session closes by itself. Milliseconds since 1970. */
  activeAt: z.number(),
});
export type Session = z.infer<typeof sessionSchema>;

/** What a session begins with. */
export type SessionBeginning = Pick<
  Session,
  | "id"
  | "familyId"
  | "startedBy"
  | "narrator"
  | "language"
  | "topic"
  | "chapter"
  | "patienceSeconds"
  | "ledger"
>;

/** A session that nobody speaks in is closed after a day, in milliseconds. */
export const idleMs = 24 * 3600 * 1000;

/**
 * What happens to a session. `now` is milliseconds since 1970; seconds count from the start of the open turn's kept audio;
 * ids are given from outside so that the rules stay pure.
 */
export type SessionEvent =
  /** Audio arrived for a turn. */
  | { type: "chunk"; now: number; turnId: string }
  /**
   * What the transcription understands so far of the open turn's kept audio. A command in it is obeyed at once, one that
   * ends or pauses an answer only when its words are final: "that's all" may go on as "that's all we had".
   */
  | { type: "heard"; now: number; turnId: string; segments: (HeardSegment & { final: boolean })[] }
  /** The narrator has finished: by button, by key, or by saying so. */
  | { type: "finished"; now: number; turnId: string; longestPause: number }
  /** The whole answer, after `finished` or for a recording sent over HTTP. `seconds`: audio kept of it. */
  | {
      type: "answered";
      now: number;
      turnId: string;
      by: "voice" | "upload";
      segments: HeardSegment[];
      seconds: number;
    }
  | { type: "written"; now: number; turnId: string; text: string }
  /** The audio is kept, but no words came of it. */
  | { type: "unheard"; now: number; turnId: string; by: "voice" | "upload"; seconds: number }
  /** By button or key. Spoken commands are found in `heard` and `answered`. */
  | { type: "control"; now: number; control: Control }
  /** The next question, already judged by the guard. */
  | { type: "question"; now: number; turnId: string; question: Question }
  /** One of the memories that were to be made is a row now. */
  | { type: "memory-made"; now: number; memoryId: string }
  /** An alarm rang. */
  | { type: "alarm"; now: number }
  /** The session was loaded again after an eviction, a deploy or a crash: what was under way is begun again. */
  | { type: "woken"; now: number };

export type EventOf<Type extends SessionEvent["type"]> = Extract<SessionEvent, { type: Type }>;

/**
 * What must be done, in this order, after the new state is stored. Whatever is lost with a crash between the two comes
 * again by `woken`: ask, hear, make-memories and save are derived from the state.
 */
export type Effect =
  /** The chunk belongs to the record: store it, and let the transcription hear it. Without it the octets are dropped. */
  | { type: "keep-audio" }
  /** Off the record by word of mouth: the transcription hears the chunk for "on the record" alone, and nothing is stored. */
  | { type: "hear-only" }
  /**
   * Erase the turn's audio from here on, or just this stretch of it, at once; several come the last one first. The seconds
   * of what was kept after it count anew: what was understood of the turn before mustn't come again as `heard`.
   */
  | { type: "erase-audio"; turnId: string; fromSeconds: number; toSeconds?: number }
  /** The whole state goes to the pages. */
  | { type: "show" }
  | { type: "show-partial"; turnId: string; text: string }
  | { type: "show-final"; turnId: string }
  /** Stop listening to the turn and answer with `answered` or `unheard`. */
  | { type: "hear"; turnId: string }
  /** Stop listening without asking what was said. */
  | { type: "stop-hearing" }
  /** Find the next question and answer with `question`. */
  | { type: "ask"; aim: QuestionAim | "closing" }
  | { type: "show-question"; turnId: string }
  /** Mirror turns, coverage and state into Postgres. */
  | { type: "save" }
  /** Make the memories of `state.memories` that are not made yet; each answers `memory-made`. */
  | { type: "make-memories" }
  | { type: "show-memory"; memoryId: string }
  /** Everything lies elsewhere now: the audio can go. */
  | { type: "forget-audio" }
  | { type: "wake-at"; time: number };

/** What `nextTurn` answers. */
export interface Turned {
  state: Session;
  effects: Effect[];
}
