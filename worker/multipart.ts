import type { BusboyFileStream, BusboyInstance } from "@fastify/busboy";
import { AppError } from "../core/errors.ts";

const limits = { files: 1, fields: 20, fieldSize: 64 * 1024, fieldNameSize: 100, headerPairs: 20 };

/** Reads a form with a file as `readForm` does; refuses with 422 `request.file_missing` one without it. */
export async function readMultipart<Kept extends object>(
  request: Request,
  fileName: string,
  keepFile: (stream: ReadableStream<Uint8Array>) => Promise<Kept>,
): Promise<{ fields: Record<string, string>; kept: Kept }> {
  const { fields, kept } = await readForm(request, fileName, keepFile);
  if (!kept) {
    throw new AppError("request.file_missing", 422, `The recording is missing: send it as ${fileName}.`, {
      errors: [{ path: fileName, message: "missing" }],
    });
  }
  return { fields, kept };
}

/**
 * Reads a multipart form as it flows. The file named `fileName` is handed to `keepFile` as a stream; the text fields may
 * stand before or behind it. Refuses with 415 `request.not_multipart`, 400 `request.malformed` (broken off, too); what
 * `keepFile` throws is passed on.
 */
export async function readForm<Kept extends object>(
  request: Request,
  fileName: string,
  keepFile: (stream: ReadableStream<Uint8Array>) => Promise<Kept>,
): Promise<{ fields: Record<string, string>; kept: Kept | undefined }> {
  const contentType = request.headers.get("Content-Type") ?? "";
  if (!/^multipart\/form-data\b/i.test(contentType) || !request.body) {
    throw new AppError("request.not_multipart", 415, "Send the recording as multipart/form-data.");
  }
  const fields: Record<string, string> = {};
  let file: BusboyFileStream | undefined;
  let keeping: Promise<Kept> | undefined;
  let fail: (reason: unknown) => void = () => {};
  const failed = new Promise<never>((_resolve, reject) => {
    fail = reject;
  });
  // It is waited for with every chunk; until then it may fail unheard.
  failed.catch(() => {});

  const form = await createForm(contentType, fileName);
  form.on("error", (error) => fail(malformed(undefined, error)));
  form.on("field", (name, value, _nameCut, valueCut) => {
    if (valueCut) fail(malformed(`The field ${name} is too long.`));
    fields[name] = value;
  });
  form.on("file", (name, stream) => {
    if (name !== fileName) {
      stream.resume();
      return;
    }
    file = stream;
    keeping = keepFile(toWebStream(file));
    keeping.catch(fail);
  });

  const reader = request.body.getReader();
  try {
    await feed(form, reader, failed);
  } catch (error) {
    // Whoever keeps the file is told, and done with cleaning up, before the refusal goes out.
    file?.destroy(new Error("the form broke off"));
    await keeping?.catch(() => {});
    throw error;
  } finally {
    reader.releaseLock();
  }
  return { fields, kept: await keeping };
}

/** Gives the form one chunk after another, each when the one before has been dealt with. */
async function feed(
  form: BusboyInstance,
  reader: ReadableStreamDefaultReader<Uint8Array>,
  failed: Promise<never>,
): Promise<void> {
  const finished = new Promise<void>((resolve) => form.on("finish", resolve));
  while (true) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      throw malformed(undefined, error);
    });
    if (done) break;
    await Promise.race([failed, new Promise<void>((resolve) => form.write(value, () => resolve()))]);
  }
  form.end();
  await Promise.race([failed, finished]);
}

/** The parser is loaded with the first form: what it needs of Node would slow every Worker's start. */
async function createForm(contentType: string, fileName: string): Promise<BusboyInstance> {
  const { Busboy } = await import("@fastify/busboy");
  try {
    return new Busboy({
      headers: { "content-type": contentType },
      limits,
      isPartAFile: (name, _type, filename) => name === fileName || filename !== undefined,
    });
  } catch (error) {
    throw malformed(undefined, error);
  }
}

/** Reads on only when asked, so that a slow keeper slows the sender. */
function toWebStream(file: BusboyFileStream): ReadableStream<Uint8Array> {
  const chunks: AsyncIterator<Uint8Array> = file[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await chunks.next();
        if (done) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        await chunks.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

function malformed(detail = "The form is broken or breaks off before its end.", cause?: unknown): AppError {
  return new AppError("request.malformed", 400, detail, { cause });
}
