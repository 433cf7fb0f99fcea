import type { Segment } from "../../core/schemas.ts";

/** Seconds of silence that end a paragraph. */
const pause = 2;
/** Seconds after which a paragraph ends at the next segment, so that the page stays readable. */
const longest = 40;

/** Groups segments into paragraphs: where the narrator pauses, somebody else speaks, or it grows long. */
export function groupSegments(segments: Segment[]): Segment[][] {
  const paragraphs: Segment[][] = [];
  for (const segment of segments) {
    const paragraph = paragraphs.at(-1);
    const first = paragraph?.[0];
    const last = paragraph?.at(-1);
    const goesOn =
      first &&
      last &&
      last.speakerId === segment.speakerId &&
      last.speaker === segment.speaker &&
      segment.start - last.end < pause &&
      segment.start - first.start < longest;
    if (goesOn) paragraph.push(segment);
    else paragraphs.push([segment]);
  }
  return paragraphs;
}
