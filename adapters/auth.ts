import { APIError } from "better-auth/api";
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from "jose";
import { z } from "zod";
import type { Viewer } from "../core/access.ts";
import type { AppError } from "../core/errors.ts";
import type { Accounts } from "../core/ports.ts";
import { type Asked, provePassword } from "./auth-guard.ts";
import { toRefusal } from "./auth-refusals.ts";
import { type AuthConfig, buildAuth, tellOwner } from "./auth-server.ts";
import type { Database } from "./neon/database.ts";

const claimsSchema = z.object({ sub: z.uuid(), name: z.string(), email: z.string() });

/** Public keys by issuer, kept while this isolate lives; an unknown key id asks the database again. */
const knownKeys = new Map<string, JSONWebKeySet>();

/** Accounts by Better Auth: e-mail and password, session cookie, session token or JWT. Nothing is built until it is asked. */
export function createAccounts(config: AuthConfig, db: Database): Accounts {
  const asked: Asked = { headers: new Headers(), proved: false, answered: false };
  let refusal: AppError | undefined;
  let built: ReturnType<typeof buildAuth> | undefined;
  const auth = () => {
    built ??= buildAuth(config, db, asked, (reason) => {
      refusal = reason;
    });
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

  /** Runs an act of Better Auth for a request and answers the cookies that it sets. */
  const act = async (
    request: Request,
    run: (headers: Headers) => Promise<{ headers?: Headers | null }>,
  ): Promise<string[]> => {
    asked.headers = request.headers;
    try {
      return (await run(request.headers)).headers?.getSetCookie() ?? [];
    } catch (error) {
      if (error instanceof APIError) throw toRefusal(error);
      throw error;
    }
  };

  const readPassword = async (userId: string) =>
    (await (await auth().$context).internalAdapter.findCredentialAccount(userId)) ?? undefined;
  const prove = async (request: Request, { userId, email }: Viewer, password: string) => {
    const { headers } = request;
    await provePassword(config.attempts, headers, { readPassword }, { id: userId, email }, password);
    asked.proved = true;
  };

  const forgetCopy = async () => {
    const { name, attributes } = (await auth().$context).authCookies.sessionData;
    const secure = attributes.secure ? "; Secure" : "";
    return [`${name}=; Path=${attributes.path ?? "/"}; Max-Age=0; HttpOnly; SameSite=Lax${secure}`];
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
      return {
        viewer: response
          ? {
              userId: response.user.id,
              name: response.user.name,
              email: response.user.email,
              sessionId: response.session.id,
              deleteAfter: response.user.deleteAfter ?? undefined,
            }
          : undefined,
        setCookies: headers.getSetCookie(),
      };
    },
    async signUp(request, body) {
      await config.countTry(request);
      return act(request, (headers) => auth().api.signUpEmail({ body, headers, returnHeaders: true }));
    },
    async signIn(request, body) {
      await config.countTry(request);
      return act(request, (headers) => auth().api.signInEmail({ body, headers, returnHeaders: true }));
    },
    signOut: (request) => act(request, (headers) => auth().api.signOut({ headers, returnHeaders: true })),

    async requestPasswordReset(request, email) {
      await config.countTry(request);
      await act(request, async (headers) => {
        await auth().api.requestPasswordReset({ body: { email }, headers });
        return {};
      });
    },
    async resetPassword(request, { token, password: newPassword }) {
      await config.countTry(request);
      return act(request, async (headers) => {
        await auth().api.resetPassword({ body: { token, newPassword }, headers });
        return asked.reset
          ? auth().api.signInEmail({
              body: { email: asked.reset.email, password: newPassword },
              headers,
              returnHeaders: true,
            })
          : {};
      });
    },
    async requestVerification(request, { email }) {
      await act(request, async (headers) => {
        await auth().api.sendVerificationEmail({ body: { email }, headers });
        return {};
      });
    },
    async verifyEmail(request, token) {
      await config.countTry(request);
      const cookies = await act(request, (headers) =>
        auth().api.verifyEmail({ query: { token }, headers, returnHeaders: true }),
      );
      return [...cookies, ...(await forgetCopy())];
    },

    changeName: (request, name) =>
      act(request, (headers) => auth().api.updateUser({ body: { name }, headers, returnHeaders: true })),
    async changeEmail(request, viewer, { email, password }) {
      await prove(request, viewer, password);
      await act(request, async (headers) => {
        await auth().api.changeEmail({ body: { newEmail: email }, headers });
        return {};
      });
    },
    changePassword: (request, { current, password, endOthers }) =>
      act(request, (headers) =>
        auth().api.changePassword({
          body: { currentPassword: current, newPassword: password, revokeOtherSessions: endOthers },
          headers,
          returnHeaders: true,
        }),
      ),
    provePassword: prove,
    async tellLeaving({ headers }, { email }, on) {
      const link = `${config.publicUrl}/account/keep`;
      tellOwner(config, headers, { kind: "leaving", email, on, link });
    },
    forgetCopy,

    async handle(request) {
      if (request.method === "POST") await config.countTry(request);
      asked.headers = request.headers;
      const response = await auth().handler(request);
      if (refusal) throw refusal;
      return response;
    },
  };
}
