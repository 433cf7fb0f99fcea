import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Transcript } from "../core/schemas.ts";

export const storyNames = [
  "bread-oven",
  "crossing",
  "dance-hall",
  "fiddle",
  "little-church",
  "steel-mill",
] as const;

/** What one of the stories of tests/data says, on one line. */
export function readStory(name: (typeof storyNames)[number]): string {
  return readFileSync(new URL(`data/stories/${name}.txt`, import.meta.url), "utf8")
    .replace(/\s+/g, " ")
    .trim();
}

/** A text as it would be heard: twelve words a segment, whatever the sentences, at 0.4 seconds a word. */
export function speakText(text: string, language = "en"): Transcript {
  const words = text.split(/\s+/).filter((word) => word !== "");
  const segments: Transcript["segments"] = [];
  for (let from = 0; from < words.length; from += 12) {
    const own = words.slice(from, from + 12).map((word, at) => ({
      start: (from + at) * 0.4,
      end: (from + at + 1) * 0.4,
      text: word,
    }));
    segments.push({
      id: randomUUID(),
      start: from * 0.4,
      end: (from + own.length) * 0.4,
      text: own.map(({ text: word }) => word).join(" "),
      approximate: true,
      words: own,
    });
  }
  return { language, segments };
}
