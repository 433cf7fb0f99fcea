import { expect, test } from "vitest";
import { countUploads } from "../../app/uploads/count-uploads.ts";
import type { FileUpload } from "../../app/uploads/file-uploads.ts";
import { takeFingerprint } from "../../app/uploads/fingerprint.ts";
import type { SendingState } from "../../app/uploads/send-until-arrived.ts";

const upload = (state: SendingState, bytes = 100, fraction = 0): FileUpload => ({
  id: crypto.randomUUID(),
  file: new File([new Uint8Array(bytes)], "story.wav"),
  name: "story.wav",
  familyId: "family",
  fields: {},
  state,
  fraction,
});

test("files are counted by what became of them, and what was left out counts nowhere else", () => {
  const counted = countUploads([
    upload({ kind: "arrived", memoryId: "one" }, 400),
    upload({ kind: "sending", fraction: 0.5 }, 200, 0.5),
    upload({ kind: "paused" }, 100, 0.25),
    upload({ kind: "queued" }, 100),
    upload({ kind: "failed" }, 100),
    upload({ kind: "refused", code: "recording.unsupported" }, 5000),
  ]);
  expect(counted).toEqual({
    files: 5,
    arrived: 1,
    failed: 1,
    paused: 1,
    left: 2,
    leftOut: 1,
    bytes: 900,
    sentBytes: 525,
  });
});

test("a file is known again under another name, and told apart by its size, its start and its end", async () => {
  const octets = new Uint8Array(600_000).map((_, at) => at % 251);
  const name = (changed: Uint8Array<ArrayBuffer>, as = "a.wav") => takeFingerprint(new File([changed], as));
  const own = await name(octets);
  expect(await name(octets, "copy of a.wav")).toBe(own);
  for (const at of [0, 599_999]) {
    const other = octets.slice();
    other[at] = 255;
    expect(await name(other)).not.toBe(own);
  }
  expect(await name(octets.slice(0, 599_999))).not.toBe(own);
  expect(await name(new Uint8Array(1000))).not.toBe(await name(new Uint8Array(1001)));
});
