import {
  bytesPerSecond,
  type Control,
  type ServerFrame,
  type SessionView,
} from "../../core/interview/frames.ts";
import { beginListening, listenOn, type Patience } from "../../core/interview/patience.ts";
import { keepAwake } from "../recorder/keep-awake.ts";
import { MicrophoneError } from "../recorder/microphone.ts";
import { type Ears, openEars } from "./ears.ts";
import { openLine, type Said } from "./line.ts";
import { openClient } from "./open-client.ts";
import { openMemoryOutbox } from "./outbox.ts";
import { openDeviceOutbox } from "./outbox-on-device.ts";
import { planWaiting } from "./plan-waiting.ts";
import { createPresses } from "./presses.ts";
import { createQuestionVoice, readAloud } from "./question-voice.ts";
import { createSender, decodeRecording } from "./send-answer.ts";
import { createSpeechTracker, frameSeconds } from "./speech.ts";
import { type Conversation, untouched, useInterview } from "./store.ts";
import { openVoiceActivity, type VoiceActivity } from "./voice-activity.ts";

/** Who speaks so long while a question is read wants to answer, in seconds. */
const bargesIn = 0.6;

/** What the page shows at once when a button was pressed. */
const controlChanges: Record<Control, Partial<SessionView>> = {
  skip: { phase: "asking" },
  decline: { phase: "asking" },
  stop: { phase: "hearing" },
  "off-record": { offRecord: true, offRecordBy: "button" },
  "on-record": { offRecord: false, offRecordBy: undefined },
  pause: { paused: true },
  resume: { paused: false },
};

/** Opens this page's end of an interview: its line, and once somebody begins, its microphone. */
export async function openConversation(interviewId: string, first: SessionView): Promise<Conversation> {
  const outbox = await openDeviceOutbox().catch(openMemoryOutbox);
  const own = await openClient(outbox, interviewId);
  const sender = createSender(interviewId);
  const questionVoice = createQuestionVoice();
  const presses = createPresses();
  const { setState: set, getState: get } = useInterview;
  const left = new AbortController();

  let ears: Ears | undefined;
  let activity: VoiceActivity | undefined;
  let letSleep: (() => Promise<void>) | undefined;
  /** The turn that is being listened to, and the one whose question was read. */
  let listeningTo: string | undefined;
  let readTurn: string | undefined;
  let seconds = first.seconds;
  let tracker = createSpeechTracker();
  let patience: Patience = beginListening(first.patienceSeconds);
  let patienceTurn: string | undefined;
  /** Seconds that the microphone has been heard, as a clock. */
  let heard = 0;

  const socketUrl = `${location.origin.replace(/^http/, "ws")}/api/v1/interviews/${interviewId}/socket`;
  const say = (said: Said | ArrayBuffer) => line.say(said).catch(() => 0);

  const takeFrame = (frame: ServerFrame) => {
    switch (frame.type) {
      case "welcome":
        presses.welcome(frame.lastSeq, get().waiting);
        takeView(frame.view);
        return;
      case "ack":
        takeView(presses.acknowledge(frame.lastSeq));
        return;
      case "state":
        takeView(frame.view);
        return;
      case "partial":
      case "final":
        if (frame.turnId === get().view?.turn?.id) set({ partial: frame.text });
        return;
      case "error":
        if (frame.code === "interview.turn_over") set({ trouble: "turn-over" });
        if (frame.code === "interview.transcription_failed") set({ trouble: "unheard" });
        return;
      case "question":
      case "thinking":
      case "memory":
        return;
      default:
        return frame satisfies never;
    }
  };

  const takeView = (told: SessionView | undefined) => {
    if (!told) return;
    const { view: before } = get();
    const view = presses.view(told, before);
    if (before?.turn?.id !== view.turn?.id) set({ partial: "", isQuiet: false, trouble: undefined });
    seconds = Math.max(seconds, view.seconds);
    set({ view });
    if (view.phase === "closing" || view.phase === "closed") void closeEars();
    if (view.phase === "closed") void line.forgetAll();
    update();
  };

  /** Begins and ends to read and to listen, as everything together wants it. */
  const update = () => {
    const { view, microphone, voice, line: state } = get();
    const turn = view?.phase === "answering" ? view.turn : undefined;
    // Who went off the record aloud is still heard, for "on the record" alone.
    const isHeard = view !== undefined && (!view.offRecord || view.offRecordBy === "voice");
    const isFree = isHeard && !view.paused && state !== "taken-over";
    if (turn && isFree && microphone === "on" && readTurn !== turn.id) {
      readTurn = turn.id;
      if (readAloud.isOn()) {
        void read();
        return;
      }
    }
    if (voice === "reading" && !turn) questionVoice.stop();
    const wanted = turn && isFree && ears && voice !== "reading" ? turn.id : undefined;
    if (wanted && wanted !== listeningTo) listen(wanted);
    else if (!wanted && listeningTo) void stopListening("drop");
  };

  const listen = (turnId: string) => {
    listeningTo = turnId;
    if (patienceTurn !== turnId) {
      patienceTurn = turnId;
      patience = beginListening(get().view?.patienceSeconds ?? first.patienceSeconds);
    }
    void say({ type: "audio-start", turnId });
    ears?.begin();
    set({ isListening: true });
  };
  const stopListening = async (rest: "hand-over" | "drop") => {
    if (!listeningTo) return;
    listeningTo = undefined;
    set({ isListening: false, isQuiet: false });
    await ears?.end(rest);
  };

  const read = async () => {
    const question = get().view?.turn?.question;
    if (!question) return;
    set({ voice: "reading" });
    await stopListening("hand-over");
    const end = await questionVoice.read(`/api/v1/interviews/${interviewId}/questions/${question.id}/audio`);
    set({ voice: end === "blocked" ? "blocked" : "silent" });
    update();
  };

  const judge = (voices: number[]) => {
    for (const voice of voices) {
      heard += frameSeconds;
      const { isSpeaking, spoken } = tracker.hear(voice);
      if (get().voice === "reading" && spoken >= bargesIn) questionVoice.stop();
      if (!listeningTo || get().view?.offRecord) continue;
      const next = listenOn(patience, { now: heard * 1000, speaking: isSpeaking });
      patience = next.patience;
      if (next.nudge) set({ isQuiet: true });
      else if (isSpeaking && get().isQuiet) set({ isQuiet: false });
    }
  };

  const closeEars = async () => {
    questionVoice.stop();
    await stopListening("hand-over");
    const closing = ears;
    ears = undefined;
    activity?.close();
    activity = undefined;
    set({ microphone: "off", analyser: undefined });
    await Promise.all([closing?.close(), letSleep?.()]);
    letSleep = undefined;
  };

  /** Shows at once what a press changes, then says it; the session's own word follows. */
  const press = async (said: Said, change: Partial<SessionView>, rest: "hand-over" | "drop") => {
    const { view } = get();
    if (view) set({ view: { ...view, ...change } });
    presses.begin();
    questionVoice.stop();
    await stopListening(rest);
    takeView(presses.say(await say(said)));
    update();
  };

  /** Sends something over HTTP and shows what came of it. */
  const send = async (act: () => Promise<SessionView | undefined>): Promise<void> => {
    set({ isSending: true, trouble: undefined });
    try {
      const view = await act();
      presses.forget();
      takeView(view);
    } catch {
      set({ trouble: "not-sent" });
    } finally {
      set({ isSending: false });
    }
  };

  set({ ...untouched, view: first });
  const line = openLine(socketUrl, outbox, own, {
    onFrame: (frame) => takeFrame(frame),
    onState: (state, tries) => {
      set({ line: state, tries });
      if (state === "taken-over") void closeEars();
      update();
    },
    onWaiting: (waiting) => set({ waiting }),
    onFull: () => {
      set({ trouble: "full" });
      void closeEars();
    },
  });

  return {
    async begin() {
      if (get().microphone !== "off") return;
      set({ microphone: "starting", trouble: undefined });
      try {
        const opened = await openEars({
          onPcm(pcm, kept) {
            activity?.hear(pcm);
            if (!kept) return;
            if (!get().view?.offRecord) seconds += pcm.byteLength / bytesPerSecond;
            void say(pcm);
          },
          onInterrupted() {
            set({ trouble: "interrupted" });
            void closeEars();
          },
        });
        if (left.signal.aborted) return opened.close();
        ears = opened;
      } catch (error) {
        set({
          microphone: "off",
          trouble: error instanceof MicrophoneError ? error.trouble : "unsupported",
        });
        return;
      }
      tracker = createSpeechTracker();
      activity = openVoiceActivity(judge);
      letSleep = keepAwake(left.signal);
      // The line may be gone by the time somebody wants to stop.
      import("../components/confirm-dialog.client.tsx").catch(() => {});
      set({ microphone: "on", analyser: ears.analyser });
      update();
    },
    async finish() {
      const { view } = get();
      if (!view?.turn || view.phase !== "answering") return;
      const said: Said = { type: "audio-end", turnId: view.turn.id, longestPause: patience.longestPause };
      await press(said, { phase: "hearing", paused: false }, "hand-over");
    },
    async control(control) {
      // Off the record begins with the press: what was begun of a chunk is dropped. Else it was said before, and is kept.
      const rest = control === "off-record" ? "drop" : "hand-over";
      await press({ type: "control", control }, controlChanges[control], rest);
    },
    stopVoice: () => questionVoice.stop(),
    readQuestion: () => void read(),
    goOnHere: () => line.reopen(),
    async write(text) {
      const turnId = get().view?.turn?.id;
      if (turnId) await send(() => sender.write(turnId, text));
    },
    async sendFile(file) {
      const turnId = get().view?.turn?.id;
      if (!turnId) return;
      set({ isSending: true, trouble: undefined });
      const pcm = await decodeRecording(file).catch(() => undefined);
      if (pcm) await send(() => sender.sendRecording(turnId, [pcm]));
      else set({ isSending: false, trouble: "unreadable" });
    },
    async sendWaiting() {
      const steps = planWaiting(await line.listWaiting(), get().view?.turn?.id);
      let sent = 0;
      await send(() =>
        sender.sendWaiting(steps, (seq) => {
          sent = seq;
        }),
      );
      if (sent > 0) await line.forget(sent);
    },
    seconds: () => seconds,
    close() {
      left.abort();
      void closeEars().finally(() => line.close());
      set(untouched);
    },
  };
}
