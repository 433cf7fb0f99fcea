import type { Segment, Speaker, Transcript } from "./schemas.ts";

/** A stretch in which one voice speaks, in seconds; the label is the vendor's ("A", "B"). */
export interface VoiceTurn {
  label: string;
  start: number;
  end: number;
}

/**
 * Gives each segment the voice that speaks in most of its seconds, and says which voices there are, in the order in which
 * they begin. A segment in which no voice was told apart keeps none. Whoever was named stays named: a voice is taken to be
 * the person that most of its segments were given to, by hand or before; a segment that somebody was named for by hand
 * keeps that person.
 */
export function tellVoicesApart(
  { segments }: Pick<Transcript, "segments">,
  turns: readonly VoiceTurn[],
): { segments: Segment[]; speakers: Speaker[] } {
  const voiced = segments.map((segment): Segment => {
    const { speaker: _before, ...rest } = segment;
    const label = findVoice(segment, turns);
    return label === undefined ? rest : { ...rest, speaker: label };
  });
  const labels = [...new Set([...turns].sort((a, b) => a.start - b.start).map(({ label }) => label))];
  const speakers = labels
    .filter((label) => voiced.some(({ speaker }) => speaker === label))
    .map((label): Speaker => {
      const personId = findOwner(voiced.filter(({ speaker }) => speaker === label));
      return personId ? { label, personId } : { label };
    });
  const owners = new Map(speakers.map(({ label, personId }) => [label, personId]));
  return {
    speakers,
    segments: voiced.map((segment) => {
      const personId = segment.speakerId ?? (segment.speaker ? owners.get(segment.speaker) : undefined);
      return personId ? { ...segment, speakerId: personId } : segment;
    }),
  };
}

/** The turns of a part of a recording, counted from the recording's start; labels of different parts are different voices. */
export function shiftTurns(turns: readonly VoiceTurn[], part: { start: number; name: string }): VoiceTurn[] {
  return turns.map(({ label, start, end }) => ({
    label: `${part.name}${label}`.slice(0, 40),
    start: start + part.start,
    end: end + part.start,
  }));
}

function findVoice(segment: Segment, turns: readonly VoiceTurn[]): string | undefined {
  const seconds = new Map<string, number>();
  for (const { label, start, end } of turns) {
    const shared = Math.min(end, segment.end) - Math.max(start, segment.start);
    if (shared > 0) seconds.set(label, (seconds.get(label) ?? 0) + shared);
  }
  return mostOf(seconds);
}

/** Whom most of a voice's segments were given to. */
function findOwner(segments: readonly Segment[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { speakerId } of segments) {
    if (speakerId) counts.set(speakerId, (counts.get(speakerId) ?? 0) + 1);
  }
  return mostOf(counts);
}

/** The key with the most; of several the first. */
function mostOf(counts: ReadonlyMap<string, number>): string | undefined {
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}
