/** Why no recording could begin. */
export type MicrophoneTrouble = "denied" | "missing" | "busy" | "unsupported";

export class MicrophoneError extends Error {
  readonly trouble: MicrophoneTrouble;

  constructor(trouble: MicrophoneTrouble, cause?: unknown) {
    super(`microphone ${trouble}`, { cause });
    this.trouble = trouble;
  }
}

/** Best first: Opus in WebM, AAC in MP4 (Safari), Opus in Ogg. */
const contentTypes = [
  "audio/webm;codecs=opus",
  "audio/mp4;codecs=mp4a.40.2",
  "audio/mp4",
  "audio/ogg;codecs=opus",
];

/** The kind of file that this browser records; undefined when it can't record at all. */
export function findContentType(): string | undefined {
  if (typeof MediaRecorder === "undefined" || !navigator.mediaDevices?.getUserMedia) return undefined;
  return contentTypes.find((type) => MediaRecorder.isTypeSupported(type));
}

/** Asks for the microphone. One voice in a room: people sit near and far, and there is an echo only where we speak too. */
export async function openMicrophone({ echoCancellation = false } = {}): Promise<MediaStream> {
  if (!navigator.mediaDevices?.getUserMedia) throw new MicrophoneError("unsupported");
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: { channelCount: 1, echoCancellation, noiseSuppression: true, autoGainControl: true },
    });
  } catch (error) {
    const name = error instanceof DOMException ? error.name : "";
    if (name === "NotAllowedError" || name === "SecurityError") throw new MicrophoneError("denied", error);
    if (name === "NotReadableError" || name === "AbortError") throw new MicrophoneError("busy", error);
    throw new MicrophoneError("missing", error);
  }
}
