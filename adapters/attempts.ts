import { attemptOrigin } from "../core/attempts.ts";
import type { Attempts } from "../core/ports.ts";
import { hashText } from "./hash-text.ts";

/** Strict counters in Durable Objects, one a scope and key. A key is only kept as its SHA-256. */
export function createAttempts(counters: Env["ATTEMPTS"]): Attempts {
  const find = async (scope: string, key: string) => counters.getByName(`${scope}:${await hashText(key)}`);
  return {
    async count(scope, key, limit) {
      return (await find(scope, key)).count(limit);
    },
    async forget(scope, key) {
      await (await find(scope, key)).forget();
    },
  };
}

/** What the attempts at an account's password from an address are counted under. */
export function passwordKey(email: string, address: string): string {
  return `${email.trim().toLowerCase()}\n${attemptOrigin(address)}`;
}
