import { expect, test } from "vitest";
import { dropMetadata, sniffPhoto } from "../../core/photos.ts";

const bytes = (...parts: (string | number[])[]) =>
  Uint8Array.from(
    parts.flatMap((part) =>
      typeof part === "string" ? [...part].map((letter) => letter.charCodeAt(0)) : part,
    ),
  );
const text = (octets: Uint8Array) => String.fromCharCode(...octets);

const segment = (marker: number, body: string) => bytes([0xff, marker, 0, body.length + 2], body);
const chunk = (name: string, body: string) => bytes([0, 0, 0, body.length], name, body, [1, 2, 3, 4]);
const riff = (name: string, body: string) =>
  bytes(name, [body.length, 0, 0, 0], body, body.length % 2 ? [0] : []);
const join = (...pieces: Uint8Array[]) => bytes(...pieces.map((piece) => [...piece]));

test("a picture is judged by its first octets, never by its name", () => {
  expect(sniffPhoto(bytes([0xff, 0xd8, 0xff, 0xe0]))).toBe("image/jpeg");
  expect(sniffPhoto(bytes("\x89PNG\r\n\x1a\n"))).toBe("image/png");
  expect(sniffPhoto(bytes("RIFF", [9, 9, 9, 9], "WEBPVP8 "))).toBe("image/webp");
  for (const other of ["GIF89a", "<svg onload=alert(1)>", "", "RIFF1234WAVE", "%PDF-1.7"]) {
    expect(sniffPhoto(bytes(other)), other).toBeUndefined();
  }
});

test("a JPEG loses its EXIF, XMP and comments, and keeps its pixels and its colours", () => {
  const scan = bytes([0xff, 0xda, 0, 2], "PIXELS", [0xff, 0xe1, 0, 4], "no segment", [0xff, 0xd9]);
  const photo = join(
    bytes([0xff, 0xd8]),
    segment(0xe0, "JFIF"),
    segment(0xe1, "Exif\0\0GPS 47.07 15.43"),
    segment(0xe2, "ICC_PROFILE"),
    segment(0xed, "Photoshop, 12 Main Street"),
    segment(0xfe, "a comment"),
    segment(0xdb, "TABLES"),
    scan,
  );
  const kept = dropMetadata(photo, "image/jpeg");
  expect(kept).toEqual(
    join(
      bytes([0xff, 0xd8]),
      segment(0xe0, "JFIF"),
      segment(0xe2, "ICC_PROFILE"),
      segment(0xdb, "TABLES"),
      scan,
    ),
  );
});

test("a PNG loses what is written beside the picture", () => {
  const head = bytes("\x89PNG\r\n\x1a\n");
  const photo = join(
    head,
    chunk("IHDR", "header"),
    chunk("eXIf", "GPS"),
    chunk("tEXt", "Author"),
    chunk("IDAT", "pixels"),
    chunk("IEND", ""),
  );
  expect(dropMetadata(photo, "image/png")).toEqual(
    join(head, chunk("IHDR", "header"), chunk("IDAT", "pixels"), chunk("IEND", "")),
  );
});

test("a WebP loses its EXIF and XMP, and says so in its header", () => {
  const body = join(
    riff("VP8X", "\x2c123456789"),
    riff("VP8 ", "pixel"),
    riff("EXIF", "GPS"),
    riff("XMP ", "<x/>"),
  );
  const kept = dropMetadata(join(bytes("RIFF", [99, 0, 0, 0], "WEBP"), body), "image/webp");
  expect(text(kept)).not.toMatch(/EXIF|XMP/);
  expect(text(kept)).toContain("pixel");
  expect(kept[20]).toBe(0x20);
  expect(new DataView(kept.buffer).getUint32(4, true)).toBe(kept.length - 8);
});

test("a picture that breaks off, or lies about its lengths, is cut no further than it goes", () => {
  for (const [octets, type] of [
    [bytes([0xff, 0xd8, 0xff, 0xe1, 0xff, 0xff], "short"), "image/jpeg"],
    [bytes([0xff, 0xd8, 0xff, 0xe1, 0, 0, 0xff, 0xe1, 0, 0]), "image/jpeg"],
    [bytes("\x89PNG\r\n\x1a\n", [0xff, 0xff, 0xff, 0xff], "eXIf"), "image/png"],
    [bytes("RIFF", [0, 0, 0, 0], "WEBPEXIF", [0xff, 0xff, 0xff, 0xff]), "image/webp"],
  ] as const) {
    expect(dropMetadata(octets, type).length).toBeLessThanOrEqual(octets.length);
  }
});
