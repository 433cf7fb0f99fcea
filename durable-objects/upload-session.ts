import { DurableObject } from "cloudflare:workers";
import { abandonParts, joinParts, storePart } from "../adapters/r2-parts.ts";
import { hashRecording, partBytes } from "../adapters/r2-recordings.ts";
import { createServices } from "../adapters/services.ts";
import type { Viewer } from "../core/access.ts";
import { AppError, describeError, notFound } from "../core/errors.ts";
import type { Services } from "../core/ports.ts";
import { recordingKey, takeInRecording, unsupportedRecording } from "../core/recordings-in.ts";
import { fromRefusal, toRefusal } from "../core/refusal.ts";
import type { Patch, UploadCreation } from "../core/tus.ts";
import {
  checkPatch,
  finishDelayMs,
  nextUploadAct,
  type Upload,
  type UploadAnswer,
  uploadLifetimeMs,
} from "../core/upload.ts";
import { receivePatch } from "./receive-patch.ts";
import { UploadStorage } from "./upload-storage.ts";

/** Time for the request that brought the last byte to finish by itself; after it the alarm does. */
const finishGraceMs = 60_000;

/** One tus upload. Requests for it meet here, so that their bytes can't interleave; the rules are core/upload's. */
export class UploadSession extends DurableObject<Env> {
  #storage = new UploadStorage(this.ctx.storage);
  #receiving: { stop: AbortController; done: Promise<unknown> } | undefined;
  #finishing: Promise<void> | undefined;

  /** Begins an upload; the same one again is the one that is there. */
  async create(
    viewer: Viewer,
    id: string,
    memoryId: string,
    creation: UploadCreation,
  ): Promise<UploadAnswer> {
    return this.#answer(viewer.userId, async () => {
      if (this.#storage.load()) return;
      const expiresAt = Date.now() + uploadLifetimeMs;
      const phase = { name: "receiving" } as const;
      this.#storage.begin({ id, viewer, memoryId, ...creation, phase, failures: 0, expiresAt });
      await this.#storage.wakeAt(expiresAt);
    });
  }

  /** Takes bytes; those that complete the upload make the memory. */
  async append(
    userId: string,
    patch: Patch,
    body: ReadableStream<Uint8Array> | null,
    requestId: string,
  ): Promise<UploadAnswer> {
    return this.#answer(userId, async () => {
      const upload = this.#open(userId);
      if (this.#receiving) throw busy();
      if (upload.phase.name === "refused") throw fromRefusal(upload.phase.refusal);
      checkPatch(upload, this.#storage.offset(upload), patch);
      if (body) await this.#receive(upload, patch, body);
      await this.#finish(requestId);
    });
  }

  /** Says how far the upload is. Bytes under way are stopped: who asks has lost the connection that brought them. */
  async status(userId: string, requestId: string): Promise<UploadAnswer> {
    return this.#answer(userId, async () => {
      this.#open(userId);
      await this.#stopReceiving();
      await this.#finish(requestId);
    });
  }

  /** Ends the upload and frees its bytes; a memory that it became stays. */
  async remove(userId: string, requestId: string): Promise<{ kind: "removed" } | UploadAnswer> {
    try {
      this.#open(userId);
      await this.#stopReceiving();
      await this.#finishing?.catch(() => {});
      await this.#forget(requestId);
      return { kind: "removed" };
    } catch (error) {
      return refuse(error);
    }
  }

  override async alarm(): Promise<void> {
    const upload = this.#storage.load();
    if (!upload) return;
    const act = nextUploadAct(upload, this.#storage.offset(upload), Date.now());
    if (act === "wait") return this.#storage.wakeAt(upload.expiresAt);
    const requestId = `upload-${upload.id}`;
    if (act === "forget") {
      await this.#stopReceiving();
      return this.#forget(requestId);
    }
    // A failure has been counted and logged, and the alarm set anew.
    await this.#finish(requestId).catch(() => {});
  }

  async #answer(userId: string, act: () => Promise<void>): Promise<UploadAnswer> {
    try {
      await act();
      const upload = this.#open(userId);
      if (upload.phase.name === "refused") throw fromRefusal(upload.phase.refusal);
      const accepted = upload.phase.name === "accepted";
      return {
        kind: "upload",
        offset: this.#storage.offset(upload),
        length: upload.length,
        metadata: upload.metadata,
        expiresAt: accepted ? undefined : upload.expiresAt,
        memoryId: accepted ? upload.memoryId : undefined,
      };
    } catch (error) {
      return refuse(error);
    }
  }

  #open(userId: string): Upload {
    const upload = this.#storage.load();
    if (upload?.viewer.userId !== userId) throw notFound("upload");
    return upload;
  }

  async #receive(upload: Upload, patch: Patch, body: ReadableStream<Uint8Array>): Promise<void> {
    const stop = new AbortController();
    const done = receivePatch(this.env.RECORDINGS, this.#storage, upload, patch, body, stop.signal);
    this.#receiving = { stop, done };
    try {
      const outcome = await done;
      if (outcome === "stopped") throw busy();
      if (outcome === "unsupported") await this.#refuse(unsupportedRecording());
    } finally {
      this.#receiving = undefined;
    }
  }

  async #stopReceiving(): Promise<void> {
    this.#receiving?.stop.abort();
    await this.#receiving?.done.catch(() => {});
  }

  /** Does what is left to do once all bytes are here; whoever asks meanwhile waits for the same run. */
  async #finish(requestId: string): Promise<void> {
    this.#finishing ??= this.#runFinish(requestId).finally(() => {
      this.#finishing = undefined;
    });
    await this.#finishing;
  }

  async #runFinish(requestId: string): Promise<void> {
    const begun = this.#storage.load();
    if (!begun || this.#nextAct(begun) === "wait") return;
    await this.#storage.wakeAt(Date.now() + finishGraceMs);
    const services = createServices(this.env, requestId);
    try {
      for (let upload = this.#storage.load(); upload; upload = this.#storage.load()) {
        const act = this.#nextAct(upload);
        if (act === "join") await this.#join(upload);
        else if (act === "accept") await this.#accept(services, upload);
        else return;
      }
    } catch (error) {
      const failed = { ...(this.#storage.load() ?? begun), failures: begun.failures + 1 };
      this.#storage.save(failed);
      await this.#storage.wakeAt(Date.now() + finishDelayMs(begun.failures));
      services.log("upload.unfinished", { uploadId: begun.id, ...describeError(error) }, "error");
      throw unfinished();
    }
  }

  #nextAct(upload: Upload) {
    return nextUploadAct(upload, this.#storage.offset(upload), Date.now());
  }

  async #join(upload: Upload): Promise<void> {
    const key = recordingKey(upload.familyId, upload.memoryId);
    const buffer = new Uint8Array(partBytes);
    const tail = buffer.subarray(0, this.#storage.readTail(buffer));
    if (upload.partsId) {
      const parts = this.#storage.parts();
      if (tail.length > 0) {
        const number = parts.length + 1;
        parts.push({ number, etag: await storePart(this.env.RECORDINGS, key, upload.partsId, number, tail) });
      }
      await joinParts(this.env.RECORDINGS, key, upload.partsId, parts, upload.length);
    } else {
      await this.env.RECORDINGS.put(key, tail);
    }
    this.#storage.dropBytes({ ...upload, phase: { name: "joined" } });
  }

  async #accept(services: Services, upload: Upload): Promise<void> {
    const objectKey = recordingKey(upload.familyId, upload.memoryId);
    const { viewer, memoryId, familyId, fields } = upload;
    try {
      await takeInRecording(services, viewer, { memoryId, familyId, objectKey, fields, hash: hashRecording });
    } catch (error) {
      if (!(error instanceof AppError) || error.status >= 500) throw error;
      // An earlier run may have got through before its member lost the right to do so.
      if (!(await isKnown(services, objectKey))) return this.#refuse(error);
    }
    await this.#settle({ ...upload, phase: { name: "accepted" } });
  }

  /** Frees the bytes and remembers why, for a sender whose answer was lost. */
  async #refuse(error: AppError): Promise<void> {
    const upload = this.#storage.load();
    if (!upload) return;
    await this.#free(upload);
    await this.#settle({ ...upload, phase: { name: "refused", refusal: toRefusal(error) } });
  }

  async #settle(upload: Upload): Promise<void> {
    const expiresAt = Date.now() + uploadLifetimeMs;
    this.#storage.dropBytes({ ...upload, expiresAt });
    await this.#storage.wakeAt(expiresAt);
  }

  async #forget(requestId: string): Promise<void> {
    const upload = this.#storage.load();
    if (upload && !(await this.#isMemory(upload, requestId))) await this.#free(upload);
    await this.#storage.forget();
  }

  /** Whether the bytes belong to a memory now; a run that ended early may not have noted it. */
  async #isMemory(upload: Upload, requestId: string): Promise<boolean> {
    if (upload.phase.name !== "joined") return upload.phase.name === "accepted";
    return isKnown(createServices(this.env, requestId), recordingKey(upload.familyId, upload.memoryId));
  }

  async #free(upload: Upload): Promise<void> {
    const key = recordingKey(upload.familyId, upload.memoryId);
    if (upload.partsId) await abandonParts(this.env.RECORDINGS, key, upload.partsId);
    await this.env.RECORDINGS.delete(key);
  }
}

async function isKnown(services: Services, objectKey: string): Promise<boolean> {
  return (await services.pipeline.knownObjectKeys([objectKey])).has(objectKey);
}

function busy(): AppError {
  return new AppError(
    "upload.busy",
    423,
    "Another request is sending bytes of this recording at the moment.",
    {
      headers: { "Retry-After": "1" },
    },
  );
}

function unfinished(): AppError {
  return new AppError(
    "upload.unfinished",
    503,
    "All of the recording has arrived and is safe, but it couldn't be taken in just now. It is tried again by itself.",
    { headers: { "Retry-After": "60" } },
  );
}

/** Errors lose their class on the way out of a Durable Object, so refusals travel as data. */
function refuse(error: unknown): UploadAnswer {
  if (error instanceof AppError) return { kind: "refused", refusal: toRefusal(error) };
  throw error;
}
