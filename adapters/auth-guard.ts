import { APIError, createAuthMiddleware, isAPIError } from "better-auth/api";
import { decodeJwt } from "jose";
import { z } from "zod";
import type { AccountMail } from "../core/account-mails.ts";
import { passwordLimit, tooManyPasswords } from "../core/attempts.ts";
import type { Attempts } from "../core/ports.ts";
import { passwordKey } from "./attempts.ts";
import { wrongPassword } from "./auth-refusals.ts";
import { verifyPassword } from "./password.ts";
import { readAddress } from "./rate-limit.ts";

/** What one request is about, while Better Auth works on it. */
export interface Asked {
  headers: Headers;
  /** The account's password was shown already. */
  proved: boolean;
  /** A request for a link has had its answer; this is what goes on behind it. */
  answered: boolean;
  /** Who has just chosen a new password by a link. */
  reset?: Somebody;
}

/** Whose account it is. */
export interface Somebody {
  id: string;
  email: string;
}

/** A password as it is kept. */
export interface KeptPassword {
  password?: string | null;
  updatedAt: Date;
}

/** What the guard asks of the Better Auth that it guards. */
export interface GuardedAuth {
  whoAsks(): Promise<Somebody | undefined>;
  readPassword(userId: string): Promise<KeptPassword | undefined>;
  requestPasswordReset(email: string): Promise<unknown>;
}

interface GuardConfig {
  attempts: Attempts;
  inBackground: (what: string, work: Promise<unknown>) => void;
}

/** Every way to try a password at Better Auth's paths. */
const passwordPaths = new Set(["/sign-in/email", "/change-password", "/verify-password"]);
const maySend = { status: true, message: "If there is such an account, a link is on its way to it." };

/**
 * Hooks around Better Auth's own paths, whoever calls them: a password is counted before it is looked at, a change of
 * address needs the password, and nobody learns from a request for a link whether an account exists.
 */
export function guardAuth(
  config: GuardConfig,
  asked: Asked,
  auth: GuardedAuth,
  tell: (mail: AccountMail) => void,
  forgotten: string,
) {
  const findEmail = async (path: string, body: unknown): Promise<string | undefined> => {
    if (path !== "/sign-in/email") return (await auth.whoAsks())?.email;
    return z.object({ email: z.string().max(1000) }).safeParse(body).data?.email;
  };
  let tried: string | undefined;

  const before = createAuthMiddleware(async ({ path, body, query, json }) => {
    if (passwordPaths.has(path)) {
      const email = await findEmail(path, body);
      if (email) tried = await countPassword(config.attempts, asked.headers, email);
    }
    if (path === "/change-email" && !asked.proved) {
      const somebody = await auth.whoAsks();
      const password = z.object({ password: z.string() }).safeParse(body).data?.password;
      if (somebody) await provePassword(config.attempts, asked.headers, auth, somebody, password ?? "");
    }
    if (path === "/request-password-reset" && !asked.answered) {
      const email = z.object({ email: z.email() }).safeParse(body).data?.email;
      if (!email) return;
      asked.answered = true;
      config.inBackground("auth.reset", auth.requestPasswordReset(email));
      return json(maySend);
    }
    if (path === "/verify-email")
      await refuseOutdated(auth, z.object({ token: z.string() }).safeParse(query).data?.token);
  });

  const after = createAuthMiddleware(async ({ path, body, context: { returned, session } }) => {
    if (isAPIError(returned)) return;
    if (tried && passwordPaths.has(path)) await config.attempts.forget("password", tried);
    const email = session?.user.email;
    if (!email) return;
    if (path === "/change-password") tell({ kind: "password-changed", email, link: forgotten });
    const newEmail = z.object({ newEmail: z.email() }).safeParse(body).data?.newEmail;
    if (path === "/change-email" && newEmail) tell({ kind: "email-changing", email, newEmail });
  });

  return { before, after };
}

/** Refuses whoever doesn't know somebody's password: 422 `account.wrong_password`. Counted like every try. */
export async function provePassword(
  attempts: Attempts,
  headers: Headers,
  auth: Pick<GuardedAuth, "readPassword">,
  { id, email }: Somebody,
  password: string,
): Promise<void> {
  const tried = await countPassword(attempts, headers, email);
  const hash = (await auth.readPassword(id))?.password;
  if (!hash || !(await verifyPassword({ hash, password }))) throw wrongPassword();
  await attempts.forget("password", tried);
}

/** Counts one password before it is looked at, and answers what it is counted under. */
async function countPassword(attempts: Attempts, headers: Headers, email: string): Promise<string> {
  const key = passwordKey(email, readAddress({ headers }));
  const wait = await attempts.count("password", key, passwordLimit);
  if (wait !== undefined) throw tooManyPasswords(wait);
  return key;
}

/** A link that would change the address is worth nothing once the password was changed: it may be a thief's. */
async function refuseOutdated(auth: GuardedAuth, token: string | undefined): Promise<void> {
  const claims = readClaims(token);
  if (!claims) return;
  const kept = await auth.readPassword(claims.userId);
  if (kept && Math.floor(kept.updatedAt.getTime() / 1000) > claims.iat) {
    throw new APIError("BAD_REQUEST", { code: "INVALID_TOKEN", message: "Invalid token" });
  }
}

const changeSchema = z.object({ updateTo: z.string(), userId: z.uuid(), iat: z.number() });

/** What a link to change an address says, unproved; undefined: it is none. */
export function readClaims(token: string | undefined): z.infer<typeof changeSchema> | undefined {
  try {
    return changeSchema.safeParse(decodeJwt(token ?? "")).data;
  } catch {
    return undefined;
  }
}
