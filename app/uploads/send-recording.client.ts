import { DetailedError, Upload } from "tus-js-client";

const chunkBytes = 8 * 1024 * 1024;

/** A recording to be sent, with what its sender says of it. */
export interface Sending {
  file: Blob;
  filename: string;
  familyId: string;
  title?: string;
  narratorId?: string;
  recordedOn?: string;
  waveform?: number[];
  /** Where an earlier try of the same file goes on. */
  uploadUrl?: string;
}

/** Why a recording did not arrive: refused for good, no session, or something that passes. */
export class SendingError extends Error {
  readonly kind: "refused" | "signed-out" | "passing";
  readonly code: string;

  constructor(kind: SendingError["kind"], code: string, cause?: unknown) {
    super(`${kind}: ${code}`, { cause });
    this.kind = kind;
    this.code = code;
  }
}

/** Sends a recording piece by piece and answers the id of the memory that it became. Throws SendingError. */
export function sendRecording(
  sending: Sending,
  {
    signal,
    onProgress,
    onUrl,
  }: { signal?: AbortSignal; onProgress(fraction: number): void; onUrl?(url: string): void },
): Promise<string> {
  const { file, filename, familyId, title, narratorId, recordedOn, waveform, uploadUrl } = sending;
  return new Promise((resolve, reject) => {
    const upload = new Upload(file, {
      endpoint: "/api/v1/uploads",
      uploadUrl,
      chunkSize: chunkBytes,
      retryDelays: [0, 1000, 3000],
      storeFingerprintForResuming: false,
      metadata: {
        familyId,
        filename,
        filetype: file.type,
        ...(title ? { title } : {}),
        ...(narratorId ? { narratorId } : {}),
        ...(recordedOn ? { recordedOn } : {}),
        ...(waveform ? { waveform: JSON.stringify(waveform) } : {}),
      },
      onShouldRetry: (error) => classify(error).kind === "passing",
      onProgress: (sent, total) => onProgress(total > 0 ? sent / total : 0),
      onUploadUrlAvailable: () => {
        if (upload.url) onUrl?.(upload.url);
      },
      onError: (error) => reject(classify(error)),
      onSuccess: ({ lastResponse }) => {
        const memoryId = lastResponse.getHeader("Memory-Id");
        if (memoryId) resolve(memoryId);
        else reject(new SendingError("passing", "upload.unanswered"));
      },
    });
    signal?.addEventListener("abort", () => {
      void upload.abort();
      reject(signal.reason);
    });
    upload.start();
  });
}

/** What an answer means: 4xx is for good, apart from those that ask for patience. */
function classify(error: Error | DetailedError): SendingError {
  const response = error instanceof DetailedError ? error.originalResponse : null;
  const status = response?.getStatus() ?? 0;
  const code = readCode(response?.getBody()) ?? `http.${status}`;
  if (status === 401) return new SendingError("signed-out", code, error);
  const isPatient = status === 408 || status === 409 || status === 423 || status === 429 || status === 460;
  if (status >= 400 && status < 500 && !isPatient) return new SendingError("refused", code, error);
  return new SendingError("passing", code, error);
}

function readCode(body: string | undefined): string | undefined {
  try {
    const problem: unknown = JSON.parse(body ?? "");
    const isProblem = typeof problem === "object" && problem !== null && "code" in problem;
    return isProblem ? String(problem.code) : undefined;
  } catch {
    return undefined;
  }
}
