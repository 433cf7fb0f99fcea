import { once } from "node:events";
import { type IncomingMessage, type OutgoingHttpHeaders, request } from "node:http";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { recordingLimitBytes, requestLimitBytes } from "../core/recordings-in.ts";
import { type Account, openUpload, signUp } from "../tests/faults/upload-client.ts";
import { streamWav } from "../tests/faults/wav.ts";
import { openHouse } from "../tests/house.ts";
import { type Measured, round } from "./measured.ts";
import { findWorkerd, watchMemory } from "./workerd-memory.ts";

const mebibytesAPatch = 48;
/** Stands in the statement by which the pipeline takes up a recording: it fails, for only uploads are measured here. */
const takingUp = "then 'transcribing'";

/** How much memory the largest uploads take: their bytes come as they are made, and nothing takes the memory up. */
export async function measureUploadMemory(): Promise<Measured> {
  const house = await openHouse({ inspectorPort: 0 });
  house.vendors.database.fault = ({ body }) =>
    body.includes(takingUp) ? { kind: "answer", status: 503 } : undefined;
  const api = `${house.url}/api/v1`;
  try {
    const account = await signUp(api, "rose");
    // Whatever is loaded with the first upload is no cost of a large one.
    await sendByPatches(api, account, 2 ** 20);
    await sendForm(api, account, 2 ** 20);
    const workerd = findWorkerd();
    const inspector = await house.worker.miniflare.getInspectorURL();
    const large = await watchMemory(workerd, inspector, () =>
      sendByPatches(api, account, recordingLimitBytes),
    );
    const form = await watchMemory(workerd, inspector, () =>
      sendForm(api, account, requestLimitBytes - 2 ** 20),
    );
    const row = (upload: string, { before, peak, after, seconds, heap }: typeof large) => ({
      upload,
      seconds: round(seconds),
      "before MiB": before,
      "peak MiB": peak,
      "after MiB": after,
      "peak over before MiB": peak - before,
      "our isolate's heap, peak MiB": heap,
    });
    return {
      title: "Memory of an upload",
      about:
        "Resident memory of the workerd process, whose peak the kernel keeps. It holds more than our Worker: the heaps of all isolates, the simulators of R2, Durable Objects and queues, and what the allocator keeps for later. Cloudflare's limit is 128 MB an isolate; the isolate's heap (V8's used heap and its array buffers, read four times a second) is what compares with it.",
      rows: [
        row(`500 MB WAV by tus, ${mebibytesAPatch} MiB a PATCH`, large),
        row("94 MB WAV as a form", form),
      ],
      goals: [
        {
          what: "the isolate's heap at its peak",
          unit: "MiB",
          measured: Math.max(large.heap, form.heap),
          atMost: 122,
        },
      ],
    };
  } finally {
    await house.close();
  }
}

async function sendByPatches(api: string, account: Account, bytes: number): Promise<void> {
  const url = await openUpload(api, account, bytes);
  const wav = streamWav(bytes);
  const patchBytes = mebibytesAPatch * 2 ** 20;
  for (let offset = 0; offset < bytes; offset += patchBytes) {
    const headers = {
      Authorization: account.authorization,
      "Tus-Resumable": "1.0.0",
      "Upload-Offset": offset,
      "Content-Type": "application/offset+octet-stream",
      "Content-Length": Math.min(patchBytes, bytes - offset),
    };
    await sendPieces("PATCH", url, headers, takePieces(wav, mebibytesAPatch), 204);
  }
}

async function sendForm(api: string, account: Account, bytes: number): Promise<void> {
  const head = Buffer.from(
    '--edge\r\nContent-Disposition: form-data; name="audio"; filename="story.wav"\r\nContent-Type: audio/wav\r\n\r\n',
  );
  const foot = Buffer.from("\r\n--edge--\r\n");
  const headers = {
    Authorization: account.authorization,
    "Content-Type": "multipart/form-data; boundary=edge",
    "Content-Length": head.length + bytes + foot.length,
  };
  function* form() {
    yield head;
    yield* streamWav(bytes);
    yield foot;
  }
  await sendPieces("POST", `${api}/families/${account.familyId}/memories`, headers, form(), 202);
}

/** As many pieces as that, or what is left; the rest stays for the next one. */
function* takePieces(pieces: Iterator<Buffer>, count: number): Generator<Buffer> {
  for (let taken = 0; taken < count; taken += 1) {
    const next = pieces.next();
    if (next.done) return;
    yield next.value;
  }
}

/** Sends a body as it is made, on a connection of its own: making it takes longer than an idle one is kept. */
async function sendPieces(
  method: string,
  url: string,
  headers: OutgoingHttpHeaders,
  pieces: Iterable<Buffer>,
  expected: number,
): Promise<void> {
  const sending = request(url, { method, headers, agent: false });
  const answered = once(sending, "response") as Promise<[IncomingMessage]>;
  const [[answer]] = await Promise.all([answered, pipeline(Readable.from(pieces), sending)]);
  const said = await text(answer);
  if (answer.statusCode !== expected)
    throw new Error(`${method} ${url} answered ${answer.statusCode}: ${said}`);
}
