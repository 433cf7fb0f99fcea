import { expect, test } from "vitest";
import { sniffRecording } from "../../core/recording-sniff.ts";

const sniff = (start: string | number[]) => {
  const codes = typeof start === "string" ? [...start].map((c) => c.charCodeAt(0)) : start;
  const head = new Uint8Array(64);
  head.set(codes);
  return sniffRecording(head);
};

test("the first bytes of each accepted kind are let through", () => {
  expect(sniff("RIFF\x00\x00\x00\x00WAVEfmt ")).toBe(true);
  expect(sniff("OggS\x00\x02")).toBe(true);
  expect(sniff("fLaC\x00")).toBe(true);
  expect(sniff("ID3\x04")).toBe(true);
  expect(sniff("\x00\x00\x00\x1cftypM4A ")).toBe(true);
  expect(sniff("\x00\x00\x00\x1cftypisom")).toBe(true);
  expect(sniff("\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x84webm")).toBe(true);
  expect(sniff([0xff, 0xfb, 0x90, 0x00])).toBe(true);
  expect(sniff([0xff, 0xf3, 0x28, 0xc4])).toBe(true);
  expect(sniff([0xff, 0xf1, 0x60, 0x40])).toBe(true);
});

test("pictures, texts, archives and other films and sounds are turned away", () => {
  expect(sniff("\x89PNG\r\n\x1a\n")).toBe(false);
  expect(sniff("Once upon a time")).toBe(false);
  expect(sniff("PK\x03\x04")).toBe(false);
  expect(sniff("%PDF-1.7")).toBe(false);
  expect(sniff("RIFF\x00\x00\x00\x00AVI ")).toBe(false);
  expect(sniff("RIFF\x00\x00\x00\x00WEBPVP8 ")).toBe(false);
  expect(sniff("\x00\x00\x00\x14ftypqt  ")).toBe(false);
  expect(sniff("\x1a\x45\xdf\xa3\x9f\x42\x86\x81\x01\x42\x82\x88matroska")).toBe(false);
  expect(sniff([0xff, 0xd8, 0xff, 0xe0])).toBe(false);
  expect(sniff([0xff, 0xff, 0xff, 0xff])).toBe(false);
});

test("too few bytes to tell are let through", () => {
  expect(sniffRecording(new Uint8Array([0x89, 0x50]))).toBe(true);
});
