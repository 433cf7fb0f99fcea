import { create } from "zustand";
import type { Control, SessionView } from "../../core/interview/frames.ts";
import type { MicrophoneTrouble } from "../recorder/microphone.ts";
import type { LineState } from "./line.ts";

/** What a page that is open on an interview can do. */
export interface Conversation {
  /** Opens the microphone and reads the question; asked for by a press, as browsers want it. */
  begin(): Promise<void>;
  finish(): Promise<void>;
  control(control: Control): Promise<void>;
  stopVoice(): void;
  readQuestion(): void;
  /** Takes the interview back from another page, or tries the line again at once. */
  goOnHere(): void;
  write(text: string): Promise<void>;
  /** Answers by a recording that somebody has as a file. */
  sendFile(file: File): Promise<void>;
  /** Sends what waits over HTTP, where a socket never opens. */
  sendWaiting(): Promise<void>;
  /** Seconds told so far. */
  seconds(): number;
  close(): void;
}

/** unreadable: the file is no recording that this browser can read. not-sent: it is still here and can be sent again. */
export type ConversationTrouble =
  | MicrophoneTrouble
  | "interrupted"
  | "full"
  | "unheard"
  | "turn-over"
  | "unreadable"
  | "not-sent";

export interface ConversationState {
  view: SessionView | undefined;
  microphone: "off" | "starting" | "on";
  /** What is said now is kept. */
  isListening: boolean;
  /** The question is being read aloud, or the browser wants to be asked to. */
  voice: "silent" | "reading" | "blocked";
  line: LineState;
  /** How often in a row the line could not be opened. */
  tries: number;
  /** Frames that the session has not acknowledged. */
  waiting: number;
  /** What was understood so far of the answer. */
  partial: string;
  /** It has been silent for a while: time for a gentle word. */
  isQuiet: boolean;
  /** Something is being sent that takes its time. */
  isSending: boolean;
  trouble: ConversationTrouble | undefined;
  analyser: AnalyserNode | undefined;
  conversation: Conversation | undefined;
}

export const untouched: ConversationState = {
  view: undefined,
  microphone: "off",
  isListening: false,
  voice: "silent",
  line: "connecting",
  tries: 0,
  waiting: 0,
  partial: "",
  isQuiet: false,
  isSending: false,
  trouble: undefined,
  analyser: undefined,
  conversation: undefined,
};

/** The one interview that this page is open on. */
export const useInterview = create<ConversationState>()(() => untouched);
