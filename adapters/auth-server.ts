import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { type BetterAuthOptions, betterAuth } from "better-auth/minimal";
import { bearer, jwt } from "better-auth/plugins";
import { eq } from "drizzle-orm";
import { type AccountMail, chooseMailLanguage, writeAccountMail } from "../core/account-mails.ts";
import { linkMailLimit } from "../core/attempts.ts";
import { type AppError, refusalIn } from "../core/errors.ts";
import type { Attempts } from "../core/ports.ts";
import { passwordKey } from "./attempts.ts";
import { type Asked, guardAuth, type KeptPassword, readClaims, type Somebody } from "./auth-guard.ts";
import { asSystem, type Database } from "./neon/database.ts";
import * as schema from "./neon/schema.ts";
import { hashPassword, verifyPassword } from "./password.ts";
import { readAddress } from "./rate-limit.ts";

export const authPath = "/api/v1/auth";
const jwtLifetime = "15m";
const hour = 60 * 60;

export interface AuthConfig {
  publicUrl: string;
  secret: string;
  trustedOrigins: string[];
  newId: () => string;
  /** Counts a try to sign in or up; refuses one too many. */
  countTry: (request: Request) => Promise<void>;
  attempts: Attempts;
  send: (mail: { to: string; name: string; subject: string; text: string }) => Promise<void>;
  /** Goes on with work after the answer has been given; its failures are logged. */
  inBackground: (what: string, work: Promise<unknown>) => void;
}

/** Hands a mail off without waiting for it, in the language of whoever asks. */
export function tellOwner({ send, inBackground }: AuthConfig, headers: Headers, mail: AccountMail): void {
  const written = writeAccountMail(mail, chooseMailLanguage(headers));
  inBackground("mail", send({ to: mail.email, name: mail.email, ...written }));
}

/**
 * Better Auth with our tables, our mails and our counters, for one request. `onRefusal` hears why a request failed, where
 * that was a refusal of ours: Better Auth would answer 500.
 */
export function buildAuth(
  config: AuthConfig,
  db: Database,
  asked: Asked,
  onRefusal: (refusal: AppError) => void,
) {
  const { user, session, account, verification, jwks } = schema;
  const forgotten = `${config.publicUrl}/forgot-password`;

  const tell = (mail: AccountMail) => tellOwner(config, asked.headers, mail);
  /** Links are mailed so often and no more: nobody's letter box is flooded by strangers. */
  const tellLink = async (mail: AccountMail) => {
    const wait = await config.attempts.count("link-mail", mail.email.toLowerCase(), linkMailLimit);
    if (wait === undefined) tell(mail);
  };
  const linkTo = (page: string, token: string) =>
    `${config.publicUrl}/${page}?token=${encodeURIComponent(token)}`;

  const auth = betterAuth({
    baseURL: config.publicUrl,
    basePath: authPath,
    secret: config.secret,
    // A page's own origin is always trusted, by whatever name this Worker is reached.
    trustedOrigins: (request) => [
      ...config.trustedOrigins,
      ...(request ? [new URL(request.url).origin] : []),
    ],
    database: drizzleAdapter(db, { provider: "pg", schema: { user, session, account, verification, jwks } }),
    user: {
      additionalFields: { deleteAfter: { type: "string", required: false, input: false } },
      changeEmail: { enabled: true },
    },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 8,
      maxPasswordLength: 128,
      password: { hash: hashPassword, verify: verifyPassword },
      resetPasswordTokenExpiresIn: hour,
      revokeSessionsOnPasswordReset: true,
      sendResetPassword: ({ user, token }) =>
        tellLink({ kind: "reset", email: user.email, link: linkTo("reset-password", token) }),
      async onPasswordReset({ user: owner }) {
        await db.batch([
          // Whoever got the link reads this address; its other links are worth nothing any more.
          db.update(user).set({ emailVerified: true }).where(eq(user.id, owner.id)),
          db.delete(verification).where(eq(verification.value, owner.id)),
        ]);
        // Who could not remember a password may have tried too often before.
        await config.attempts.forget("password", passwordKey(owner.email, readAddress(asked)));
        asked.reset = owner;
        tell({ kind: "password-changed", email: owner.email, link: forgotten });
      },
    },
    emailVerification: {
      sendOnSignUp: true,
      expiresIn: 24 * hour,
      async sendVerificationEmail({ user: { email }, token }) {
        const link = linkTo("verify-email", token);
        const kind = readClaims(token) ? "verify-change" : "verify";
        await tellLink({ kind, email, link });
      },
    },
    databaseHooks: {
      user: {
        create: {
          // Mails to come speak the language of the page that somebody signed up on; English they speak anyway.
          after: async (made) => {
            const language = chooseMailLanguage(asked.headers);
            if (language === "en") return;
            const chosen = db.insert(schema.preference).values({ userId: made.id, language });
            await asSystem(db, [chosen.onConflictDoNothing()]);
          },
        },
        update: {
          // An address only ever changes by the link that was mailed to it: so it is proved.
          before: async (change) => (change.email ? { data: { ...change, emailVerified: true } } : undefined),
        },
      },
    },
    // Links are kept as a hash: whoever reads the table can't follow them.
    verification: { storeIdentifier: "hashed" },
    session: {
      expiresIn: 24 * hour * 30,
      updateAge: 24 * hour,
      // A signed copy of the session in a cookie answers for a minute, so that most requests don't ask the database.
      cookieCache: { enabled: true, maxAge: 60 },
    },
    advanced: {
      database: { generateId: config.newId },
      ipAddress: { ipAddressHeaders: ["cf-connecting-ip"] },
      backgroundTasks: { handler: (work) => config.inBackground("auth", work) },
    },
    // Sign-in is limited by the platform's binding, which counts across isolates.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: "error", disabled: true },
    onAPIError: {
      onError(error) {
        const refusal = refusalIn(error);
        if (refusal) onRefusal(refusal);
      },
    },
    hooks: guardAuth(
      config,
      asked,
      {
        whoAsks: async (): Promise<Somebody | undefined> =>
          (await auth.api.getSession({ headers: asked.headers }))?.user,
        readPassword: async (userId): Promise<KeptPassword | undefined> =>
          (await (await auth.$context).internalAdapter.findCredentialAccount(userId)) ?? undefined,
        requestPasswordReset: (email): Promise<unknown> =>
          auth.api.requestPasswordReset({ body: { email }, headers: asked.headers }),
      },
      tell,
      forgotten,
    ),
    plugins: [
      bearer(),
      jwt({
        // Else every look at a session would sign a JWT, for which the database is asked for the key.
        disableSettingJwtHeader: true,
        jwt: {
          expirationTime: jwtLifetime,
          definePayload: ({ user }) => ({ name: user.name, email: user.email }),
        },
      }),
    ],
  } satisfies BetterAuthOptions);
  return auth;
}
