import { takeLock } from "../recorder/locks.ts";
import type { KeptClient, Outbox } from "./outbox.ts";

function clientLock(clientId: string): string {
  return `memoryvault.interview.${clientId}`;
}

/** A client that this page alone speaks for. */
export interface OwnClient {
  client: KeptClient;
  letGo(): void;
}

/**
 * Goes on as the client that an earlier page of this device was, so that what it had not sent yet is sent; where another
 * page still is that client, or there was none, as a new one.
 */
export async function openClient(outbox: Outbox, interviewId: string): Promise<OwnClient> {
  for (const client of await outbox.listClients(interviewId)) {
    const letGo = await takeLock(clientLock(client.clientId));
    if (letGo) return { client, letGo };
  }
  return beginClient(interviewId);
}

/** A client that counts from the beginning. */
export async function beginClient(interviewId: string): Promise<OwnClient> {
  const client = { clientId: crypto.randomUUID(), interviewId, lastSeq: 0 };
  return { client, letGo: (await takeLock(clientLock(client.clientId))) ?? (() => {}) };
}
