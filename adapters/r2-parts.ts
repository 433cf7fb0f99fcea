/** An object in R2 that is put together from parts over many requests. `id` is R2's name for what is there so far. */
export interface StoredPart {
  number: number;
  etag: string;
}

export async function beginParts(bucket: R2Bucket, key: string): Promise<string> {
  return (await bucket.createMultipartUpload(key)).uploadId;
}

/** Stores a part, in place of an earlier one of that number; answers its etag. */
export async function storePart(
  bucket: R2Bucket,
  key: string,
  id: string,
  number: number,
  bytes: Uint8Array,
): Promise<string> {
  return (await bucket.resumeMultipartUpload(key, id).uploadPart(number, bytes)).etag;
}

/** Makes the parts one object of `size` bytes; having done so already is a success. */
export async function joinParts(
  bucket: R2Bucket,
  key: string,
  id: string,
  parts: StoredPart[],
  size: number,
): Promise<void> {
  try {
    await bucket
      .resumeMultipartUpload(key, id)
      .complete(parts.map(({ number, etag }) => ({ partNumber: number, etag })));
  } catch (error) {
    const joined = await bucket.head(key);
    if (joined?.size !== size) throw error;
  }
}

/** Frees the parts; their being gone already is a success. */
export async function abandonParts(bucket: R2Bucket, key: string, id: string): Promise<void> {
  // R2 drops unfinished parts after seven days anyway, and answers an error for those it no longer knows.
  await bucket
    .resumeMultipartUpload(key, id)
    .abort()
    .catch(() => {});
}
