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
    case "recording.repeated":
      return "sending.refused.repeated";
    case "recording.sent_before":
      return "sending.refused.sentBefore";
    case "family.forbidden":
    case "family.not_found":
      return "sending.refused.forbidden";
    default:
      return undefined;
  }
}

/** The refusals of core that the catalogue has words for. */
const refusalCodes = [
  "account.exists",
  "account.wrong_password",
  "account.password_length",
  "account.link_spent",
  "account.refused",
  "session.required",
  "family.not_found",
  "family.forbidden",
  "memory.not_found",
  "memory.forbidden",
  "memory.stale",
  "person.not_found",
  "person.forbidden",
  "recording.empty",
  "recording.damaged",
  "recording.missing",
  "recording.unsupported",
  "recording.too_large",
  "recording.too_long",
  "request.too_many",
  "request.too_large",
  "request.foreign_origin",
  "account.last_owner",
  "account.too_many_attempts",
  "family.deleting",
  "family.deleted",
  "memory.at_work",
  "memory.not_retryable",
  "person.impossible_relationship",
  "member.not_found",
  "member.forbidden",
  "member.exists",
  "member.last_owner",
  "invitation.not_found",
  "invitation.forbidden",
  "invitation.expired",
  "invitation.spent",
  "invitation.not_sent",
  "invitation.too_many",
  "audit.forbidden",
  "photo.too_large",
  "photo.unsupported",
  "database.unavailable",
  "server.unexpected",
  "request.invalid",
] as const;

/** The message of the catalogue for a refusal of core; one that nobody foresaw gets words that fit any. */
export function findRefusalMessage(code: string) {
  const known = refusalCodes.find((each) => each === code);
  return known ? (`refusals.${known}` as const) : "refusals.other";
}
