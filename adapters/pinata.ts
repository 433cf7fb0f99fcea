import { PinataError, PinataSDK } from "pinata";
import { z } from "zod";
import { VendorError } from "../core/errors.ts";
import type { CallOptions, Pin, PinStore } from "../core/ports.ts";
import { type ContentProfile, defaultProfile } from "./content-id.ts";
import {
  malformedAnswer,
  missingPin,
  pendingPin,
  readPinataError,
  readPinataResponse,
  readPinataStatus,
} from "./pinata-errors.ts";
import { sendResumably } from "./pinata-upload.ts";

export interface PinataConfig {
  jwt: string;
  /** Pinata's upload API, with its `/v3`. */
  uploadUrl?: string;
  /** Pinata's API, with its `/v3`. */
  apiUrl?: string;
  /** The account's own gateway. */
  gatewayUrl: string;
  profile?: ContentProfile;
  fetch?: typeof fetch;
}

/** Pinata's names for the profiles. */
const cidVersions: Record<ContentProfile, string> = {
  "unixfs-v1-2025": "unixfs-v1-2025",
  "unixfs-v1-256KiB": "v1",
};

const patience = 30_000;
/** Long enough for the request that follows; a stream that has begun isn't cut. */
const linkSeconds = 60;

const listedSchema = z.object({
  files: z.array(z.object({ id: z.string().min(1), cid: z.string().min(1), size: z.number() })).nullable(),
});

/**
 * Recordings at Pinata, on its private network: they are read by signed links only. Every call throws VendorErrors of
 * readPinataStatus. Pinata keeps the same octets once an account: a second upload of them answers the first pin.
 */
export function createPinata(config: PinataConfig): PinStore {
  const profile = config.profile ?? defaultProfile;
  const target = {
    uploadUrl: config.uploadUrl ?? "https://uploads.pinata.cloud/v3",
    jwt: config.jwt,
    cidVersion: cidVersions[profile],
    // An unbound global fetch throws in workerd.
    fetch: config.fetch ?? ((input: RequestInfo | URL, init?: RequestInit) => fetch(input, init)),
  };
  const sdk = ({ requestId }: CallOptions) =>
    new PinataSDK({
      pinataJwt: config.jwt,
      // The SDK wants a host; the answer of the API says how it is reached.
      pinataGateway: new URL(config.gatewayUrl).host,
      endpointUrl: config.apiUrl,
      customHeaders: { "X-Request-Id": requestId },
    });

  const findBy = async (
    filter: { cid: string } | { memoryId: string },
    options: CallOptions,
  ): Promise<Pin | undefined> => {
    const list = sdk(options).files.private.list().limit(1);
    const query = "cid" in filter ? list.cid(filter.cid) : list.keyvalues({ memoryId: filter.memoryId });
    const listed = listedSchema.safeParse(await waitFor(query, options));
    if (!listed.success) throw malformedAnswer(listed.error);
    const file = listed.data.files?.[0];
    if (file?.cid === "pending") throw pendingPin();
    return file && { id: file.id, cid: file.cid, bytes: file.size };
  };

  return {
    async upload(source, options) {
      const cid = await sendResumably(target, source, options);
      const pin = await findBy(cid ? { cid } : { memoryId: options.memoryId }, options);
      if (pin) return pin;
      if (cid) throw pendingPin();
      // Complete, but neither listed nor on its way: the vendor lost it.
      const again = await sendResumably(target, source, { ...options, resume: undefined });
      const sent = again && (await findBy({ cid: again }, options));
      if (!sent) throw pendingPin();
      return sent;
    },

    find: (cid, options) => findBy({ cid }, options),

    async read(cid, { start, endExclusive }, options) {
      if (endExclusive !== undefined && endExclusive <= start) return new Blob([]).stream();
      const link = z
        .url()
        .safeParse(
          await waitFor(
            sdk(options).gateways.private.createAccessLink({ cid, expires: linkSeconds }),
            options,
          ),
        );
      if (!link.success) throw malformedAnswer(link.error);
      const headers = new Headers({ "X-Request-Id": options.requestId });
      const whole = start === 0 && endExclusive === undefined;
      if (!whole)
        headers.set("Range", `bytes=${start}-${endExclusive === undefined ? "" : endExclusive - 1}`);
      const response = await waitFor(target.fetch(link.data, { headers, signal: options.signal }), options);
      if (response.status === 404) {
        await response.body?.cancel();
        throw missingPin();
      }
      if (!response.ok) throw await readPinataResponse(response);
      const inPlace = whole
        ? response.status === 200
        : response.headers.get("content-range")?.startsWith(`bytes ${start}-`);
      if (!inPlace || !response.body) {
        await response.body?.cancel();
        throw malformedAnswer("not the octets that were asked for");
      }
      return response.body;
    },

    async remove(vendorId, options) {
      const [result] = await waitFor(sdk(options).files.private.delete([vendorId]), options);
      // The status text of the answer, or words of the SDK's own for every failure; HTTP/2 has no status text.
      if (result?.status === "OK" || result?.status === "") return;
      // Those words tell neither "gone already" from "busy" nor anything else: look.
      const looked = await waitFor(sdk(options).files.private.get(vendorId), options).catch(
        (error: unknown) => error,
      );
      if (looked instanceof VendorError) {
        if (looked.cause instanceof PinataError && looked.cause.statusCode === 404) return;
        throw looked;
      }
      throw readPinataStatus(503, undefined, "deleted and still there");
    },
  };
}

/** Waits for the SDK or a response's head, neither of which may hang. Throws VendorErrors. */
async function waitFor<T>(work: PromiseLike<T>, { signal }: CallOptions): Promise<T> {
  const patient = AbortSignal.timeout(patience);
  const bounds = signal ? AbortSignal.any([signal, patient]) : patient;
  try {
    bounds.throwIfAborted();
    return await new Promise<T>((resolve, reject) => {
      bounds.addEventListener("abort", () => reject(bounds.reason), { once: true });
      work.then(resolve, reject);
    });
  } catch (error) {
    throw readPinataError(error);
  }
}
