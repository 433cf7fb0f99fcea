import fc from "fast-check";
import { expect, test } from "vitest";
import { AppError } from "../../core/errors.ts";
import { parseRecordingFields } from "../../core/recording-fields.ts";
import { fromRefusal, toRefusal } from "../../core/refusal.ts";
import { checkTusVersion, parseUploadMetadata, readCreation, readPatch } from "../../core/tus.ts";
import { checkPatch, checkReceived, finishDelayMs, nextUploadAct } from "../../core/upload.ts";

const familyId = "01a20d32-07be-73d6-be18-786b21b6d7da";
const encode = (text: string) => Buffer.from(text).toString("base64");

function refusalOf(act: () => unknown): [number, string] {
  try {
    act();
  } catch (error) {
    if (error instanceof AppError) return [error.status, error.code];
    throw error;
  }
  throw new Error("it was not refused");
}

const creation = (headers: Record<string, string>) =>
  readCreation(
    new Headers({
      "Upload-Length": "1000",
      "Upload-Metadata": `familyId ${encode(familyId)},filename ${encode("story.wav")}`,
      ...headers,
    }),
  );

const patchOf = (headers: Record<string, string>) =>
  readPatch(
    new Headers({ "Content-Type": "application/offset+octet-stream", "Upload-Offset": "0", ...headers }),
  );

test("whatever text metadata carries arrives as it was sent", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,12}$/), fc.string({ unit: "grapheme" })),
      (texts) => {
        const header = Object.entries(texts).map(([name, text]) => `${name} ${encode(text)}`);
        expect(parseUploadMetadata(header.join(","))).toEqual(texts);
      },
    ),
  );
});

test("a name may stand without a value, and spaces may stand around pairs", () => {
  expect(parseUploadMetadata(`title ${encode("Ä")} , is_confidential,note `)).toEqual({
    title: "Ä",
    is_confidential: "",
    note: "",
  });
  expect(parseUploadMetadata("")).toEqual({});
});

test("metadata that isn't base64 of UTF-8, or names a thing twice, is refused", () => {
  for (const header of ["title ???", "title YQ", "title /w==", "a YQ==,a YQ==", "a YQ== YQ=="]) {
    expect(refusalOf(() => parseUploadMetadata(header))).toEqual([400, "upload.malformed_header"]);
  }
});

test("an upload is created with its length, its family and the fields of the recording", () => {
  const metadata = [
    `familyId ${encode(familyId)}`,
    `title ${encode("Großmutters Haus")}`,
    `recordedOn ${encode("1956-07")}`,
    `language ${encode("")}`,
    `mood ${encode("unknown here")}`,
  ].join(",");
  expect(creation({ "Upload-Metadata": metadata })).toEqual({
    length: 1000,
    familyId,
    fields: { title: "Großmutters Haus", recordedOn: "1956-07" },
    metadata,
  });
});

test("500 MB may be announced and not a byte more, nothing may not, and some length must be", () => {
  expect(creation({ "Upload-Length": "500000000" }).length).toBe(500_000_000);
  expect(refusalOf(() => creation({ "Upload-Length": "500000001" }))).toEqual([413, "recording.too_large"]);
  expect(refusalOf(() => creation({ "Upload-Length": "0" }))).toEqual([422, "recording.empty"]);
  expect(refusalOf(() => creation({ "Upload-Length": "-1" }))).toEqual([400, "upload.malformed_header"]);
  const deferred = new Headers({ "Upload-Defer-Length": "1" });
  expect(refusalOf(() => readCreation(deferred))).toEqual([400, "upload.length_required"]);
});

test("metadata that names no family names one that doesn't exist", () => {
  expect(refusalOf(() => creation({ "Upload-Metadata": "" }))).toEqual([404, "family.not_found"]);
  const nowhere = `familyId ${encode("nowhere")}`;
  expect(refusalOf(() => creation({ "Upload-Metadata": nowhere }))).toEqual([404, "family.not_found"]);
});

test("a waveform comes as JSON, and each wrong field is named once", () => {
  const waveform = Array.from({ length: 180 }, () => 0.5);
  expect(parseRecordingFields({ waveform: JSON.stringify(waveform) })).toEqual({ waveform });
  try {
    parseRecordingFields({ waveform: "[2, 3", narratorId: "nobody", title: " " });
    throw new Error("it was not refused");
  } catch (error) {
    expect(error).toMatchObject({
      status: 422,
      errors: [{ path: "narratorId" }, { path: "waveform", message: "not JSON" }],
    });
  }
});

test("only tus 1.0.0 is spoken", () => {
  checkTusVersion(new Headers({ "Tus-Resumable": "1.0.0" }));
  expect(refusalOf(() => checkTusVersion(new Headers()))).toEqual([412, "upload.unsupported_version"]);
});

test("a PATCH says what it brings, and with which checksum", () => {
  const base64 = encode("x".repeat(20));
  expect(
    patchOf({ "Upload-Offset": "7", "Content-Length": "95000000", "Upload-Checksum": `sha1 ${base64}` }),
  ).toEqual({ offset: 7, bytes: 95_000_000, checksum: { algorithm: "sha1", base64 } });
  expect(patchOf({})).toEqual({ offset: 0, bytes: undefined, checksum: undefined });
});

test("a PATCH that isn't one is refused for what is wrong with it", () => {
  const cases: [Record<string, string>, number, string][] = [
    [{ "Content-Type": "audio/wav" }, 415, "upload.wrong_content_type"],
    [{ "Upload-Offset": "1e3" }, 400, "upload.malformed_header"],
    [{ "Content-Length": "95000001" }, 413, "upload.patch_too_large"],
    [{ "Upload-Checksum": "md5 1B2M2Y8AsgTpgAmY7PhCfg==" }, 400, "upload.unsupported_checksum"],
    [{ "Upload-Checksum": `sha256 ${encode("too short")}` }, 400, "upload.malformed_header"],
  ];
  for (const [headers, status, code] of cases) {
    expect(refusalOf(() => patchOf(headers))).toEqual([status, code]);
  }
  const nowhere = new Headers({ "Content-Type": "application/offset+octet-stream" });
  expect(refusalOf(() => readPatch(nowhere))).toEqual([400, "upload.offset_required"]);
});

test("bytes go on exactly where the durable ones end, and never past the announced length", () => {
  const upload = { length: 100 };
  const patch = { offset: 40, bytes: 60, checksum: undefined };
  checkPatch(upload, 40, patch);
  expect(refusalOf(() => checkPatch(upload, 39, patch))).toEqual([409, "upload.offset_mismatch"]);
  expect(refusalOf(() => checkPatch(upload, 40, { ...patch, bytes: 61 }))).toEqual([413, "upload.too_long"]);
  // Without a Content-Length it only shows while they flow.
  checkPatch(upload, 40, { ...patch, bytes: undefined });
  expect(refusalOf(() => checkReceived(upload, 40, 61))).toEqual([413, "upload.too_long"]);
  const long = { length: 400_000_000 };
  expect(refusalOf(() => checkReceived(long, 0, 95_000_001))).toEqual([413, "upload.patch_too_large"]);
});

test("an upload is joined, then accepted, then forgotten a day later; only what is incomplete expires", () => {
  const upload = { length: 100, expiresAt: 1000, phase: { name: "receiving" } as const };
  expect(nextUploadAct(upload, 99, 999)).toBe("wait");
  expect(nextUploadAct(upload, 99, 1000)).toBe("forget");
  expect(nextUploadAct(upload, 100, 1000)).toBe("join");
  expect(nextUploadAct({ ...upload, phase: { name: "joined" } }, 100, 5000)).toBe("accept");
  const refusal = toRefusal(new AppError("recording.unsupported", 415, "no sound"));
  for (const phase of [{ name: "accepted" } as const, { name: "refused", refusal } as const]) {
    expect(nextUploadAct({ ...upload, phase }, 100, 999)).toBe("wait");
    expect(nextUploadAct({ ...upload, phase }, 100, 1000)).toBe("forget");
  }
});

test("finishing is tried again after a minute, later after an hour", () => {
  expect([0, 1, 2, 6, 40].map(finishDelayMs)).toEqual([60_000, 120_000, 240_000, 3_600_000, 3_600_000]);
});

test("a refusal is the same after it went through a Durable Object as data", () => {
  const error = new AppError("a.b", 422, "Why.", {
    errors: [{ path: "p", message: "m" }],
    headers: { A: "b" },
  });
  const back = fromRefusal(structuredClone(toRefusal(error)));
  expect({ ...back, message: back.message }).toEqual({ ...error, message: error.message });
});
