import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { APIError } from "better-auth/api";
import { type BetterAuthOptions, betterAuth } from "better-auth/minimal";
import { bearer, jwt } from "better-auth/plugins";
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from "jose";
import { z } from "zod";
import type { Viewer } from "../core/access.ts";
import { AppError } from "../core/errors.ts";
import type { Accounts } from "../core/ports.ts";
import type { Database } from "./neon/database.ts";
import * as schema from "./neon/schema.ts";
import { hashPassword, verifyPassword } from "./password.ts";

export const authPath = "/api/v1/auth";
const jwtLifetime = "15m";

interface AuthConfig {
  publicUrl: string;
  secret: string;
  trustedOrigins: string[];
  newId: () => string;
  /** Counts a try to sign in or up; refuses one too many. */
  countTry: (request: Request) => Promise<void>;
}

function buildAuth(config: AuthConfig, db: Database) {
  const { user, session, account, verification, jwks } = schema;
  return betterAuth({
    baseURL: config.publicUrl,
    basePath: authPath,
    secret: config.secret,
    // A page's own origin is always trusted, by whatever name this Worker is reached.
    trustedOrigins: (request) => [
      ...config.trustedOrigins,
      ...(request ? [new URL(request.url).origin] : []),
    ],
    database: drizzleAdapter(db, { provider: "pg", schema: { user, session, account, verification, jwks } }),
    emailAndPassword: {
      enabled: true,
      minPasswordLength: 8,
      maxPasswordLength: 128,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    session: {
      expiresIn: 60 * 60 * 24 * 30,
      updateAge: 60 * 60 * 24,
      // A signed copy of the session in a cookie answers for a minute, so that most requests don't ask the database.
      cookieCache: { enabled: true, maxAge: 60 },
    },
    advanced: {
      database: { generateId: config.newId },
      ipAddress: { ipAddressHeaders: ["cf-connecting-ip"] },
    },
    // Sign-in is limited by the platform's binding, which counts across isolates.
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    logger: { level: "error", disabled: true },
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
}

const claimsSchema = z.object({ sub: z.uuid(), name: z.string(), email: z.string() });

/** Public keys by issuer, kept while this isolate lives; an unknown key id asks the database again. */
const knownKeys = new Map<string, JSONWebKeySet>();

/** Accounts by Better Auth: e-mail and password, session cookie, session token or JWT. Nothing is built until it is asked. */
export function createAccounts(config: AuthConfig, db: Database): Accounts {
  let built: ReturnType<typeof buildAuth> | undefined;
  const auth = () => {
    built ??= buildAuth(config, db);
    return built;
  };

  const verifyJwt = async (token: string): Promise<Viewer | undefined> => {
    const verify = (keys: JSONWebKeySet) =>
      jwtVerify(token, createLocalJWKSet(keys), {
        issuer: config.publicUrl,
        audience: config.publicUrl,
        algorithms: ["EdDSA"],
      });
    const fetchKeys = async () => {
      const keys = await auth().api.getJwks();
      knownKeys.set(config.publicUrl, keys);
      return keys;
    };
    try {
      const known = knownKeys.get(config.publicUrl);
      const verified = await verify(known ?? (await fetchKeys())).catch(async (error: unknown) => {
        if (known && error instanceof Error && "code" in error && error.code === "ERR_JWKS_NO_MATCHING_KEY") {
          return verify(await fetchKeys());
        }
        throw error;
      });
      const { sub, name, email } = claimsSchema.parse(verified.payload);
      return { userId: sub, name, email };
    } catch (error) {
      if (error instanceof Error && ("code" in error || error instanceof z.ZodError)) return undefined;
      throw error;
    }
  };

  const actOn = async (run: () => Promise<{ headers: Headers }>): Promise<string[]> => {
    try {
      return (await run()).headers.getSetCookie();
    } catch (error) {
      if (error instanceof APIError) throw refuse(error);
      throw error;
    }
  };

  return {
    async viewer(request) {
      const authorization = request.headers.get("Authorization");
      const token = authorization?.match(/^Bearer +(\S+)$/i)?.[1];
      if (token && token.split(".").length === 3) return { viewer: await verifyJwt(token), setCookies: [] };
      if (!token && !request.headers.get("Cookie")?.includes("session_token"))
        return { viewer: undefined, setCookies: [] };
      const { response, headers } = await auth().api.getSession({
        headers: request.headers,
        returnHeaders: true,
      });
      const user = response?.user;
      return {
        viewer: user && { userId: user.id, name: user.name, email: user.email },
        setCookies: headers.getSetCookie(),
      };
    },
    async signUp(request, body) {
      await config.countTry(request);
      return actOn(() => auth().api.signUpEmail({ body, headers: request.headers, returnHeaders: true }));
    },
    async signIn(request, body) {
      await config.countTry(request);
      return actOn(() => auth().api.signInEmail({ body, headers: request.headers, returnHeaders: true }));
    },
    signOut: (request) => actOn(() => auth().api.signOut({ headers: request.headers, returnHeaders: true })),
    async handle(request) {
      if (request.method === "POST") await config.countTry(request);
      return auth().handler(request);
    },
  };
}

function refuse(error: APIError): AppError {
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
  if (code === "PASSWORD_TOO_SHORT" || code === "PASSWORD_TOO_LONG") {
    return new AppError("account.password_length", 422, "A password has 8 to 128 characters.");
  }
  return new AppError(
    "account.refused",
    error.statusCode >= 400 && error.statusCode < 500 ? error.statusCode : 400,
    "That didn't work. Check the e-mail address and the password.",
  );
}
