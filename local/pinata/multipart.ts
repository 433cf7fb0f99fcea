import { PinataRefusal } from "./pinata-refusal.ts";

/** Longest header of a part, in octets. */
const maximumHeaderBytes = 16 * 1024;

export interface FormPart {
  name: string;
  filename: string | undefined;
  contentType: string | undefined;
  body: AsyncIterable<Buffer>;
}

/**
 * Reads multipart/form-data (RFC 7578) part by part; each body is a stream and must be read before the next part.
 * Throws PinataRefusal 400 for anything else.
 */
export async function* readMultipart(
  source: AsyncIterable<Buffer>,
  contentType: string,
): AsyncGenerator<FormPart, void> {
  const boundary = contentType.match(/;\s*boundary="?([^";]+)"?/i)?.[1];
  if (!boundary) throw new PinataRefusal(400, "the form has no boundary");
  const delimiter = Buffer.from(`\r\n--${boundary}`);
  const chunks = source[Symbol.asyncIterator]();
  // The first delimiter has no line end before it.
  let buffer = Buffer.from("\r\n");

  const readMore = async () => {
    const next = await chunks.next();
    if (next.done) throw new PinataRefusal(400, "the form ends too early");
    buffer = Buffer.concat([buffer, next.value]);
  };
  async function* readUntil(mark: Buffer): AsyncGenerator<Buffer, void> {
    for (;;) {
      const at = buffer.indexOf(mark);
      // A mark may begin in the last octets that are here.
      const free = at === -1 ? Math.max(0, buffer.length - mark.length + 1) : at;
      const ready = buffer.subarray(0, free);
      buffer = buffer.subarray(at === -1 ? free : at + mark.length);
      if (ready.length > 0) yield ready;
      if (at !== -1) return;
      await readMore();
    }
  }

  for await (const _ of readUntil(delimiter)) {
    // What stands before the first part is nobody's.
  }
  for (;;) {
    while (buffer.length < 2) await readMore();
    if (buffer.subarray(0, 2).toString() === "--") return;
    const header = await readText(readUntil(Buffer.from("\r\n\r\n")), maximumHeaderBytes);
    const disposition = header.match(/^content-disposition:.*$/im)?.[0] ?? "";
    const name = disposition.match(/\bname="([^"]*)"/)?.[1];
    if (name === undefined) throw new PinataRefusal(400, "a part of the form has no name");
    const filename = disposition.match(/\bfilename="([^"]*)"/)?.[1]?.replaceAll("%22", '"');
    const body = readUntil(delimiter);
    yield { name, filename, contentType: header.match(/^content-type:\s*(\S+)/im)?.[1], body };
    for await (const _ of body) {
      // A body that nobody read is passed over.
    }
  }
}

/** Collects a short stream as text. Throws PinataRefusal 413 past `maximumBytes`. */
export async function readText(source: AsyncIterable<Buffer>, maximumBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of source) {
    bytes += chunk.length;
    if (bytes > maximumBytes) throw new PinataRefusal(413, "too large");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
