import type { Transcript } from "./schemas.ts";
import type { NameSpeaker } from "./speaker-names.ts";

export type TranscriptFormat = "json" | "vtt" | "srt" | "txt";

/**
 * Writes a transcript as WebVTT (W3C), SubRip or plain paragraphs, with the speakers' names where they are known. What was
 * spoken is text in all of them, never markup.
 */
export function writeTranscript(
  transcript: Transcript,
  format: Exclude<TranscriptFormat, "json">,
  nameSpeaker: NameSpeaker = () => undefined,
): string {
  const lines = transcript.segments.map((segment, index) => {
    const before = transcript.segments[index - 1];
    const name = nameSpeaker(segment);
    // A name is said where the voice changes; a cue of WebVTT always carries its own.
    const said = name && (!before || nameSpeaker(before) !== name) ? `${oneLine(name)}: ` : "";
    return { ...segment, name, said };
  });
  switch (format) {
    case "vtt":
      return `WEBVTT\n\n${lines
        .map(
          ({ start, end, text, name }) =>
            `${clock(start, ".")} --> ${clock(end, ".")}\n${name ? `<v ${escapeCue(name)}>` : ""}${escapeCue(text)}\n`,
        )
        .join("\n")}`;
    case "srt":
      return lines
        .map(
          ({ start, end, text, said }, index) =>
            `${index + 1}\n${clock(start, ",")} --> ${clock(end, ",")}\n${said}${oneLine(text)}\n`,
        )
        .join("\n");
    case "txt":
      return `${lines.map(({ text, said }) => said + oneLine(text)).join("\n")}\n`;
  }
}

/** Seconds as 01:02:03.456, the mark before the milliseconds as the format wants it. */
function clock(seconds: number, mark: "." | ","): string {
  const milliseconds = Math.round(seconds * 1000);
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  return `${two(milliseconds / 3_600_000)}:${two((milliseconds / 60_000) % 60)}:${two((milliseconds / 1000) % 60)}${mark}${String(milliseconds % 1000).padStart(3, "0")}`;
}

// A cue ends at an empty line, and "-->" may not stand in it: https://www.w3.org/TR/webvtt1/#webvtt-cue-text
function escapeCue(text: string): string {
  return oneLine(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
