/** What a client says, as it waits to be acknowledged: a JSON frame without its seq, or PCM. */
export interface KeptFrame {
  seq: number;
  data: string | ArrayBuffer;
}

/** One page's way to count its frames in one interview. It outlives the page. */
export interface KeptClient {
  clientId: string;
  interviewId: string;
  /** The last seq that it gave to a frame. */
  lastSeq: number;
}

/** Where frames lie until the session has acknowledged them. */
export interface Outbox {
  listClients(interviewId: string): Promise<KeptClient[]>;
  /** Answers once the frame, and that its seq is taken, would survive the end of the browser. */
  keep(client: KeptClient, frame: KeptFrame): Promise<void>;
  /** The first frames after a seq, in their order; without a limit all of them. */
  listAfter(clientId: string, seq: number, limit?: number): Promise<KeptFrame[]>;
  /** Forgets the frames up to a seq, and remembers that the count has come at least so far. */
  forget(client: KeptClient, upTo: number): Promise<void>;
  /** Takes a client and everything of it away. */
  forgetClient(clientId: string): Promise<void>;
}

/** An outbox for browsers that keep nothing on the device: it lives as long as its page. */
export function openMemoryOutbox(): Outbox {
  const clients = new Map<string, KeptClient>();
  const frames = new Map<string, KeptFrame[]>();
  return {
    listClients: async (interviewId) =>
      [...clients.values()].filter((client) => client.interviewId === interviewId),
    async keep(client, frame) {
      clients.set(client.clientId, { ...client, lastSeq: frame.seq });
      frames.set(client.clientId, [...(frames.get(client.clientId) ?? []), frame]);
    },
    listAfter: async (clientId, seq, limit) =>
      (frames.get(clientId) ?? []).filter((frame) => frame.seq > seq).slice(0, limit),
    async forget(client, upTo) {
      clients.set(client.clientId, client);
      const left = (frames.get(client.clientId) ?? []).filter((frame) => frame.seq > upTo);
      frames.set(client.clientId, left);
    },
    async forgetClient(clientId) {
      clients.delete(clientId);
      frames.delete(clientId);
    },
  };
}
