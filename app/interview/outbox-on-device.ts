import { list, openDatabase, write } from "../device/database.ts";
import type { KeptClient, KeptFrame, Outbox } from "./outbox.ts";

const clientsStore = "clients";
const framesStore = "frames";

/** The outbox in IndexedDB: what is in it survives the end of the browser. Throws where a browser keeps nothing. */
export async function openDeviceOutbox(): Promise<Outbox> {
  const database = await openDatabase("memoryvault-interviews", {
    [clientsStore]: "clientId",
    [framesStore]: ["clientId", "seq"],
  });
  // Four times a second: handed to the system is enough to survive the end of the browser, and spares the battery.
  const keep = (act: (clients: IDBObjectStore, frames: IDBObjectStore) => void) =>
    write(database, [clientsStore, framesStore], "relaxed", act);
  return {
    async listClients(interviewId) {
      const all = await list<KeptClient>(database, clientsStore);
      return all.filter((client) => client.interviewId === interviewId);
    },
    keep: (client, frame) =>
      keep((clients, frames) => {
        clients.put({ ...client, lastSeq: frame.seq } satisfies KeptClient);
        frames.put({ ...frame, clientId: client.clientId });
      }),
    async listAfter(clientId, seq, limit) {
      const after = IDBKeyRange.bound([clientId, seq], [clientId, []], true);
      const found = await list<KeptFrame & { clientId: string }>(database, framesStore, after, limit);
      return found.map((frame) => ({ seq: frame.seq, data: frame.data }));
    },
    forget: (client, upTo) =>
      keep((clients, frames) => {
        clients.put(client);
        frames.delete(IDBKeyRange.bound([client.clientId], [client.clientId, upTo]));
      }),
    forgetClient: (clientId) =>
      keep((clients, frames) => {
        clients.delete(clientId);
        frames.delete(IDBKeyRange.bound([clientId], [clientId, []]));
      }),
  };
}
