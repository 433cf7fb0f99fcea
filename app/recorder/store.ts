import { create } from "zustand";
import { type Capture, startCapture } from "./capture.ts";
import {
  countSeconds,
  forgetRecording,
  type KeptRecording,
  keepChunk,
  keepRecording,
  readTake,
  replaceTakes,
  splitTakes,
} from "./kept-recordings.ts";
import { recordingLock, takeLock } from "./locks.ts";
import { measureWaveform } from "./measure-waveform.ts";
import { MicrophoneError, type MicrophoneTrouble } from "./microphone.ts";

/** A recording may be this long, in seconds. */
const longest = 6 * 3600;

export type Phase = "idle" | "starting" | "recording" | "paused" | "finishing" | "review";
export type Trouble = MicrophoneTrouble | "interrupted" | "full" | "broken";

interface RecorderState {
  phase: Phase;
  recording: KeptRecording | undefined;
  trouble: Trouble | undefined;
  /** What is listened to before it is kept. */
  review: { file: Blob; seconds: number; bars: number[] | undefined } | undefined;
  analyser: AnalyserNode | undefined;

  /** Begins a recording. */
  start(owner: { viewerId: string; familyId: string }): Promise<void>;
  /** Goes on with a recording whose page was closed. */
  goOn(recording: KeptRecording): Promise<void>;
  pause(): void;
  resume(): Promise<void>;
  /** Ends the telling: listen to it next. */
  finish(): Promise<void>;
  /** Opens a recording whose page was closed, to listen and keep it. */
  open(recording: KeptRecording): Promise<void>;
  /** Gives the recording over to be sent; answers it as it will be sent. */
  keep(fields: { title?: string; narratorId?: string }): Promise<KeptRecording | undefined>;
  discard(): Promise<void>;
  /** Ends the telling because its page goes; what was told stays on this device. */
  leave(): Promise<void>;
  /** Seconds told so far. */
  seconds(): number;
}

/** What is never shown: it would only make the page draw itself again. */
let capture: Capture | undefined;
let letGo: (() => void) | undefined;
/** Seconds of the takes before this one. */
let earlier = 0;

export const useRecorder = create<RecorderState>()((set, get) => {
  const take = () => Math.max(0, (get().recording?.takes.length ?? 1) - 1);

  const begin = async (recording: KeptRecording) => {
    set({ phase: "starting", trouble: undefined });
    let index = 0;
    try {
      letGo ??= await takeLock(recordingLock(recording.id));
      earlier = countSeconds(recording);
      capture = await startCapture({
        onChunk: (bytes, seconds) => void keep(bytes, seconds, index++),
        onInterrupted: () => void interrupt(),
      });
    } catch (error) {
      if (!(error instanceof MicrophoneError)) throw error;
      const isNew = recording.takes.length === 0;
      set({
        phase: isNew ? "idle" : "paused",
        trouble: error.trouble,
        recording: isNew ? undefined : recording,
      });
      if (isNew) release();
      return;
    }
    const { contentType, analyser } = capture;
    set({
      phase: "recording",
      analyser,
      recording: { ...recording, takes: [...recording.takes, { contentType, seconds: 0 }] },
    });
  };

  const keep = async (bytes: ArrayBuffer, seconds: number, index: number) => {
    const { recording } = get();
    const last = recording?.takes.at(-1);
    if (!recording || !last) return;
    const grown = { ...recording, takes: [...recording.takes.slice(0, -1), { ...last, seconds }] };
    try {
      await keepChunk(grown, take(), index, bytes);
    } catch {
      capture?.pause();
      set({ phase: "paused", trouble: "full" });
      return;
    }
    if (get().recording?.id !== grown.id) return;
    set({ recording: grown });
    if (countSeconds(grown) >= longest && get().phase === "recording") await get().finish();
  };

  const interrupt = async () => {
    await endCapture();
    set({ phase: "paused", trouble: "interrupted", analyser: undefined });
  };

  const endCapture = async () => {
    const ending = capture;
    capture = undefined;
    await ending?.stop();
  };

  const release = () => {
    letGo?.();
    letGo = undefined;
  };

  const forget = () => {
    release();
    set({ phase: "idle", recording: undefined, review: undefined, trouble: undefined, analyser: undefined });
  };

  /** Makes one file of all takes; where that can't be, every take becomes a recording of its own. */
  const prepare = async (recording: KeptRecording): Promise<void> => {
    const takes = recording.takes.filter((each) => each.seconds > 0);
    let whole = recording;
    if (takes.length > 1) {
      try {
        const files = await Promise.all(
          takes.map((each) => readTake(recording, recording.takes.indexOf(each))),
        );
        const { joinTakes } = await import("./join-takes.client.ts");
        const { bytes, seconds } = await joinTakes(files);
        const contentType = takes[0]?.contentType ?? "";
        whole = { ...recording, takes: [{ contentType, seconds }] };
        await replaceTakes(whole, bytes);
      } catch {
        await splitTakes({ ...recording, takes });
        forget();
        set({ trouble: "broken" });
        return;
      }
    }
    const at = Math.max(
      0,
      whole.takes.findIndex((each) => each.seconds > 0),
    );
    const file = await readTake(whole, at);
    if (file.size === 0) {
      await forgetRecording(whole.id);
      forget();
      return;
    }
    set({
      phase: "review",
      recording: whole,
      review: { file, seconds: countSeconds(whole), bars: undefined },
    });
    const bars = await measureWaveform(file);
    const { review } = get();
    if (review?.file === file) set({ review: { ...review, bars } });
  };

  return {
    phase: "idle",
    recording: undefined,
    trouble: undefined,
    review: undefined,
    analyser: undefined,

    start: ({ viewerId, familyId }) =>
      begin({
        id: crypto.randomUUID(),
        viewerId,
        familyId,
        startedAt: new Date().toISOString(),
        state: "open",
        takes: [],
      }),
    goOn: (recording) => begin(recording),
    pause() {
      capture?.pause();
      set({ phase: "paused" });
    },
    async resume() {
      const { recording } = get();
      if (capture) {
        capture.resume();
        set({ phase: "recording", trouble: undefined });
      } else if (recording) await begin(recording);
    },
    async finish() {
      set({ phase: "finishing" });
      await endCapture();
      set({ analyser: undefined, trouble: undefined });
      const { recording } = get();
      if (recording) await prepare(recording);
    },
    async open(recording) {
      letGo ??= await takeLock(recordingLock(recording.id));
      set({ phase: "finishing", recording, trouble: undefined });
      await prepare(recording);
    },
    async keep(fields) {
      const { recording, review } = get();
      if (!recording) return undefined;
      const unsent: KeptRecording = { ...recording, ...fields, state: "unsent", waveform: review?.bars };
      await keepRecording(unsent);
      forget();
      return unsent;
    },
    async discard() {
      const { recording } = get();
      await endCapture();
      if (recording) await forgetRecording(recording.id);
      forget();
    },
    async leave() {
      await endCapture();
      forget();
    },
    seconds: () => earlier + (capture?.seconds() ?? get().recording?.takes.at(-1)?.seconds ?? 0),
  };
});
