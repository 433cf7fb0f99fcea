import { createContentIds } from "../../adapters/content-id.ts";
import { createPinata } from "../../adapters/pinata.ts";

/** Runs inside workerd: pins, finds, reads and removes 9 MiB, and answers what it saw. */
export default {
  async fetch(_request: Request, { VENDOR_URL }: { VENDOR_URL: string }): Promise<Response> {
    const bytes = new Uint8Array(9 * 1024 * 1024).fill(7);
    const open = (start: number, endExclusive: number) =>
      new Blob([bytes.subarray(start, endExclusive)]).stream();
    const options = { requestId: "workerd" };
    const ids = createContentIds();
    const pins = createPinata({
      jwt: "a.b.c",
      uploadUrl: `${VENDOR_URL}/v3`,
      apiUrl: `${VENDOR_URL}/v3`,
      gatewayUrl: VENDOR_URL,
    });

    const own = await ids.compute(open(0, bytes.length));
    const progress: number[] = [];
    const pin = await pins.upload(
      { bytes: bytes.length, contentType: "audio/ogg", read: async (start, end) => open(start, end) },
      {
        ...options,
        name: "größe",
        memoryId: "m",
        familyId: "f",
        resume: undefined,
        onResumable: async () => {},
        onProgress: async (reached) => void progress.push(reached),
      },
    );
    const found = await pins.find(own.cid, options);
    const back = await ids.compute(await pins.read(own.cid, { start: 0 }, options));
    const part = await new Response(await pins.read(own.cid, { start: 5, endExclusive: 9 }, options)).bytes();
    await pins.remove(pin.id, options);
    await pins.remove(pin.id, options);
    const after = (await pins.find(own.cid, options)) ?? null;
    return Response.json({ own, pin, progress, found, back, part: [...part], after });
  },
};
