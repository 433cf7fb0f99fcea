import { createSwitch } from "../device/switch.ts";

/** Whether questions are read aloud. */
export const readAloud = createSwitch("question-voice");

/** ended: heard to its end or stopped. blocked: the browser plays nothing unasked. failed: it can't be spoken now. */
export type VoiceEnd = "ended" | "blocked" | "failed";

/** The voice that reads a question; one at a time, and silent at once when it shall be. */
export function createQuestionVoice() {
  let stopNow: (() => void) | undefined;
  return {
    /** Reads aloud and answers how that ended. */
    read(url: string): Promise<VoiceEnd> {
      stopNow?.();
      const audio = new Audio(url);
      return new Promise((resolve) => {
        const end = (how: VoiceEnd) => {
          stopNow = undefined;
          audio.onended = null;
          audio.onerror = null;
          audio.pause();
          audio.removeAttribute("src");
          audio.load();
          resolve(how);
        };
        stopNow = () => end("ended");
        audio.onended = () => end("ended");
        audio.onerror = () => end("failed");
        audio.play().catch((error: unknown) => {
          const isBlocked = error instanceof DOMException && error.name === "NotAllowedError";
          if (stopNow) end(isBlocked ? "blocked" : "failed");
        });
      });
    },
    stop(): void {
      stopNow?.();
    },
  };
}
