import type { Segment, Transcript, Word } from "./schemas.ts";

type Stretch = { start: number; end: number };

/**
 * What was heard anew, with what people did to the earlier words still in it. A corrected segment stays as it is, in
 * place of the words that were now heard in its seconds: the ear of a relative counts more than a better model. A voice
 * that was told apart keeps its stretch: each new segment is given the voice of the old one that it overlaps most.
 * `corrected` are ids of segments of `before`; `newId` names what a correction cuts in two.
 */
export function keepCorrections(
  heard: Transcript,
  before: Transcript,
  corrected: string[],
  newId: () => string,
): Transcript {
  const kept = before.segments.filter(({ id }) => corrected.includes(id));
  const around = heard.segments
    .flatMap((segment) => cutAround(segment, kept, newId))
    .map((segment) => giveVoice(segment, before.segments));
  const segments = [...around, ...kept].sort((a, b) => a.start - b.start);
  return { ...heard, segments, speakers: before.speakers };
}

/** What is left of a segment outside the kept stretches, in as many pieces as they leave. */
function cutAround(segment: Segment, kept: Stretch[], newId: () => string): Segment[] {
  const touching = kept.filter((stretch) => overlap(segment, stretch) > 0);
  if (touching.length === 0) return [segment];
  // Without times of its words a segment can't be cut: it stays where most of it is outside.
  if (segment.words.length === 0) {
    const covered = touching.reduce((sum, stretch) => sum + overlap(segment, stretch), 0);
    return covered * 2 < segment.end - segment.start ? [segment] : [];
  }
  const pieces: Word[][] = [[]];
  for (const word of segment.words) {
    const middle = (word.start + word.end) / 2;
    if (touching.some(({ start, end }) => middle >= start && middle <= end)) pieces.push([]);
    else pieces.at(-1)?.push(word);
  }
  if (pieces.length === 1) return [segment];
  return pieces
    .filter((words) => words.length > 0)
    .map((words, index) => ({
      ...segment,
      id: index === 0 ? segment.id : newId(),
      start: words[0]?.start ?? segment.start,
      end: words.at(-1)?.end ?? segment.end,
      text: words.map(({ text }) => text.trim()).join(" "),
      words,
    }));
}

function giveVoice(segment: Segment, before: Segment[]): Segment {
  if (segment.speaker !== undefined || segment.speakerId !== undefined) return segment;
  let most = 0;
  let voice: Pick<Segment, "speaker" | "speakerId"> = {};
  for (const old of before) {
    const shared = overlap(segment, old);
    if (shared > most) [most, voice] = [shared, pickVoice(old)];
  }
  return { ...segment, ...voice };
}

function pickVoice({ speaker, speakerId }: Segment): Pick<Segment, "speaker" | "speakerId"> {
  return {
    ...(speaker === undefined ? {} : { speaker }),
    ...(speakerId === undefined ? {} : { speakerId }),
  };
}

/** Seconds that two stretches share. */
function overlap(a: Stretch, b: Stretch): number {
  return Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));
}
