import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Memory, MemoryStatus } from "../core/schemas.ts";
import type { House } from "./house.ts";

const speech = resolve(import.meta.dirname, "data/speech");
const password = "a long walk by the river";
let joined = 0;

/** A person with a family of their own, as a client of the API sees them. */
export interface FamilyMember {
  userId: string;
  email: string;
  familyId: string;
  /** A session token: goes into `Authorization: Bearer`. */
  token: string;
  /** Asks the API at `/api/v1<path>` with this person's token. */
  api(path: string, init?: RequestInit): Promise<Response>;
  /** The same, for an answer that must be a success with JSON. */
  json<T>(path: string, init?: RequestInit): Promise<T>;
  /** Sends a recording: its octets, or a file of tests/data/speech (or an absolute path). */
  upload(
    recording: Uint8Array | string,
    fields?: Record<string, string>,
    headers?: Record<string, string>,
  ): Promise<Memory>;
}

/** Signs a new person up and finds the family that was made for them. The address of the house may change on a restart. */
export async function joinFamily(house: Pick<House, "url">, name = "Rose Miller"): Promise<FamilyMember> {
  joined += 1;
  const email = `${name.toLowerCase().replace(/[^a-z]+/g, ".")}.${joined}@memoryvault.example`;
  const signedUp = await fetch(`${house.url}/api/v1/auth/sign-up/email`, {
    method: "POST",
    // Tries are counted by where they come from.
    headers: { "Content-Type": "application/json", "CF-Connecting-IP": `198.51.100.${joined % 255}` },
    body: JSON.stringify({ name, email, password }),
  });
  const { token } = await readJson<{ token: string }>(signedUp, "sign-up");

  const api: FamilyMember["api"] = (path, init = {}) => {
    const headers = new Headers(init.headers);
    headers.set("Authorization", `Bearer ${token}`);
    return fetch(`${house.url}/api/v1${path}`, { ...init, headers });
  };
  const json = async <T>(path: string, init?: RequestInit) =>
    readJson<T>(await api(path, init), `${init?.method ?? "GET"} ${path}`);
  const me = await json<{ user: { id: string }; families: { id: string }[] }>("/me");
  const familyId = me.families[0]?.id;
  if (!familyId) throw new Error("sign-up made no family");

  return {
    userId: me.user.id,
    email,
    familyId,
    token,
    api,
    json,
    upload(recording, fields = {}, headers = {}) {
      const path = typeof recording === "string" ? resolve(speech, recording) : undefined;
      const octets = typeof recording === "string" ? readFileSync(resolve(speech, recording)) : recording;
      const form = new FormData();
      for (const [field, value] of Object.entries(fields)) form.set(field, value);
      form.set("audio", new Blob([Uint8Array.from(octets)]), path ? basename(path) : "recording");
      return json<Memory>(`/families/${familyId}/memories`, { method: "POST", body: form, headers });
    },
  };
}

/** Polls until a memory has a status; a memory that fails meanwhile is an error at once. */
export async function waitForStatus(
  member: FamilyMember,
  memoryId: string,
  status: MemoryStatus,
  seconds = 30,
): Promise<Memory> {
  let last: Memory | undefined;
  return waitUntil(
    async () => {
      last = await member.json<Memory>(`/memories/${memoryId}`);
      if (last.status === "failed" && status !== "failed") {
        throw new Error(`the memory failed instead of being ${status}: ${JSON.stringify(last.failure)}`);
      }
      return last.status === status ? last : undefined;
    },
    () => `the memory is ${status} (it is ${last?.status}, stage ${JSON.stringify(last?.stage)})`,
    seconds,
  );
}

/** Polls until `condition` answers something truthy, and gives that back; gives up after `seconds`. */
export async function waitUntil<T>(
  condition: () => T | Promise<T>,
  what: string | (() => string),
  seconds = 30,
): Promise<NonNullable<T>> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const met = await condition();
    if (met) return met;
    if (Date.now() > end) {
      throw new Error(`waited ${seconds} s in vain until ${typeof what === "string" ? what : what()}`);
    }
    await wait(50);
  }
}

async function readJson<T>(response: Response, what: string): Promise<T> {
  const text = await response.text();
  if (!response.ok) throw new Error(`${what} answered ${response.status}: ${text}`);
  return JSON.parse(text) as T;
}
