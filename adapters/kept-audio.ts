import type { KeptAudio, PinStore } from "../core/ports.ts";

/** Octets in one cached block: the Cache API takes no partial answers, so ranges are cut from whole blocks. */
const blockBytes = 1024 * 1024;

/** Reads pinned copies block by block through the edge's cache. A content id never changes its octets. */
export function createKeptAudio(pins: PinStore, requestId: string): KeptAudio {
  const readBlock = async (cid: string, index: number, bytes: number): Promise<Uint8Array> => {
    const key = `https://blocks.memoryvault.invalid/${cid}/${index}`;
    const cache = await caches.open("kept-audio");
    const cached = await cache.match(key);
    if (cached) return new Uint8Array(await cached.arrayBuffer());
    const start = index * blockBytes;
    const endExclusive = Math.min(bytes, start + blockBytes);
    const stream = await pins.read(cid, { start, endExclusive }, { requestId });
    const block = new Uint8Array(await new Response(stream).arrayBuffer());
    await cache.put(
      key,
      new Response(block, { headers: { "Cache-Control": "max-age=31536000, immutable" } }),
    );
    return block;
  };

  return {
    open: (cid, bytes, contentType) => ({
      bytes,
      contentType,
      async read(start, endExclusive) {
        let position = start;
        const nextPiece = async (): Promise<Uint8Array> => {
          const index = Math.floor(position / blockBytes);
          const block = await readBlock(cid, index, bytes);
          const from = position - index * blockBytes;
          return block.subarray(from, Math.min(block.length, from + endExclusive - position));
        };
        // The first block is fetched before the answer begins, so that a gateway that is away is an error, not silence.
        let ready: Uint8Array | undefined = position < endExclusive ? await nextPiece() : undefined;
        return new ReadableStream<Uint8Array>({
          async pull(controller) {
            if (position >= endExclusive) return controller.close();
            const piece = ready ?? (await nextPiece());
            ready = undefined;
            if (piece.length === 0) throw new Error("the kept copy is shorter than it should be");
            position += piece.length;
            controller.enqueue(piece);
          },
        });
      },
    }),
  };
}
