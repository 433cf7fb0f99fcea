import type { PhotoStore } from "../core/ports.ts";
import { listOlderThan } from "./r2-recordings.ts";

/** Photos of people in R2, under `photos/`, beside the recordings. */
export function createPhotoStore(bucket: R2Bucket): PhotoStore {
  return {
    async put(key, { bytes, contentType }) {
      await bucket.put(key, bytes, { httpMetadata: { contentType } });
    },
    async open(key) {
      const object = await bucket.get(key);
      if (!object) return undefined;
      const { body, size, httpMetadata } = object;
      return { body, bytes: size, contentType: httpMetadata?.contentType ?? "application/octet-stream" };
    },
    async remove(key) {
      await bucket.delete(key);
    },
    listOlderThan: (before) => listOlderThan(bucket, "photos/", before),
  };
}
