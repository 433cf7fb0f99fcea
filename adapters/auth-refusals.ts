import type { APIError } from "better-auth/api";
import { AppError } from "../core/errors.ts";

/** What Better Auth refuses, as a refusal of ours. */
export function toRefusal(error: APIError): AppError {
  const code = error.body?.code ?? "";
  if (code.startsWith("USER_ALREADY_EXISTS")) {
    return new AppError(
      "account.exists",
      422,
      "There is an account with this e-mail address already. Sign in instead.",
    );
  }
  if (code === "INVALID_EMAIL_OR_PASSWORD") {
    return new AppError(
      "account.wrong_password",
      401,
      "This e-mail address and password don't belong together.",
    );
  }
  if (code === "INVALID_PASSWORD") return wrongPassword();
  if (code === "PASSWORD_TOO_SHORT" || code === "PASSWORD_TOO_LONG") {
    return new AppError("account.password_length", 422, "A password has 8 to 128 characters.");
  }
  if (["INVALID_TOKEN", "TOKEN_EXPIRED", "USER_NOT_FOUND", "INVALID_USER"].includes(code)) return linkSpent();
  if (code === "UNAUTHORIZED") return new AppError("session.required", 401, "Please sign in first.");
  return new AppError(
    "account.refused",
    error.statusCode >= 400 && error.statusCode < 500 ? error.statusCode : 400,
    "That didn't work. Check the e-mail address and the password.",
  );
}

/** For somebody who is signed in: another status than at the door, where 401 asks for a session. */
export function wrongPassword(): AppError {
  return new AppError("account.wrong_password", 422, "This isn't the password of your account.");
}

function linkSpent(): AppError {
  return new AppError(
    "account.link_spent",
    422,
    "This link was used already, or its time is over. Ask for a new one.",
  );
}
