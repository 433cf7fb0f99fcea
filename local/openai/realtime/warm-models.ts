import { sampleRate } from "../speech/decode-audio.ts";
import { openVoiceDetector } from "../speech/detect-voice.ts";
import { openOnce } from "../speech/onnx-session.ts";
import { recogniseSpeech } from "../speech/recognise-speech.ts";
import { takeTurn } from "./recognition-turns.ts";

/** Opens the models before somebody waits for them: while the first narrator still takes breath, or earlier. */
export const warmModels = openOnce(async () => {
  await openVoiceDetector();
  await takeTurn("partial", () =>
    recogniseSpeech(new Float32Array(sampleRate), new AbortController().signal),
  );
});
