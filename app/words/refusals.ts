import type { Failure } from "../../core/schemas.ts";

/** The message of the catalogue for what ended a memory in `failed`. */
export function findFailureMessage({ code, stage }: Pick<Failure, "code" | "stage">) {
  switch (code) {
    case "recording.empty":
      return "failure.empty";
    case "recording.damaged":
      return "failure.damaged";
    case "recording.missing":
      return "failure.missing";
    case "recording.unsupported":
      return "failure.unsupported";
    case "language.unsupported_locally":
      return "failure.language";
  }
  switch (stage) {
    case "transcribe":
      return "failure.transcribe";
    case "enrich":
      return "failure.enrich";
    case "pin":
      return "failure.pin";
    default:
      return "failure.other";
  }
}

/** The title and text of the catalogue for a refusal with this status. */
export function findErrorMessages(status: number) {
  if (status === 404 || status === 410) {
    return { title: "error.notFoundTitle", text: "error.notFoundText" } as const;
  }
  if (status === 403) return { title: "error.forbiddenTitle", text: "error.forbiddenText" } as const;
  if (status === 429) return { title: "error.busyTitle", text: "error.busyText" } as const;
  if (status === 502 || status === 503 || status === 504) {
    return { title: "error.awayTitle", text: "error.awayText" } as const;
  }
  return { title: "error.title", text: "error.text" } as const;
}

/** The message of the catalogue for an upload that was refused for good; undefined: trying again may help. */
export function findUploadMessage(code: string) {
  switch (code) {
    case "recording.unsupported":
      return "sending.refused.unsupported";
    case "recording.empty":
      return "sending.refused.empty";
    case "recording.damaged":
      return "sending.refused.damaged";
    case "recording.too_large":
    case "recording.too_long":
    case "upload.too_large":
      return "sending.refused.tooLarge";
    case "family.forbidden":
    case "family.not_found":
      return "sending.refused.forbidden";
    default:
      return undefined;
  }
}
