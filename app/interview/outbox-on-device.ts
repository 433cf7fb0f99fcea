import type { KeptClient, KeptFrame, Outbox } from "./outbox.ts";

const clientsStore = "clients";
const framesStore = "frames";

/** The outbox in IndexedDB: what is in it survives the end of the browser. Throws where a browser keeps nothing. */
export async function openDeviceOutbox(): Promise<Outbox> {
  const database = await open();

  const write = (act: (clients: IDBObjectStore, frames: IDBObjectStore) => void) =>
    new Promise<void>((resolve, reject) => {
      // Four times a second: handed to the system is enough to survive the end of the browser, and spares the battery.
      const transaction = database.transaction([clientsStore, framesStore], "readwrite", {
        durability: "relaxed",
      });
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
      act(transaction.objectStore(clientsStore), transaction.objectStore(framesStore));
    });

  return {
    async listClients(interviewId) {
      const all = await answer<KeptClient[]>(
        database.transaction(clientsStore).objectStore(clientsStore).getAll(),
      );
      return all.filter((client) => client.interviewId === interviewId);
    },
    keep: (client, frame) =>
      write((clients, frames) => {
        clients.put({ ...client, lastSeq: frame.seq } satisfies KeptClient);
        frames.put({ ...frame, clientId: client.clientId });
      }),
    async listAfter(clientId, seq, limit) {
      const found = await answer<(KeptFrame & { clientId: string })[]>(
        database
          .transaction(framesStore)
          .objectStore(framesStore)
          .getAll(IDBKeyRange.bound([clientId, seq], [clientId, []], true), limit),
      );
      return found.map((frame) => ({ seq: frame.seq, data: frame.data }));
    },
    forget: (client, upTo) =>
      write((clients, frames) => {
        clients.put(client);
        frames.delete(IDBKeyRange.bound([client.clientId], [client.clientId, upTo]));
      }),
    forgetClient: (clientId) =>
      write((clients, frames) => {
        clients.delete(clientId);
        frames.delete(IDBKeyRange.bound([clientId], [clientId, []]));
      }),
  };
}

function open(): Promise<IDBDatabase> {
  const request = indexedDB.open("memoryvault-interviews", 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(clientsStore, { keyPath: "clientId" });
    request.result.createObjectStore(framesStore, { keyPath: ["clientId", "seq"] });
  };
  return answer(request);
}

function answer<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
