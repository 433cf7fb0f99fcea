import type { Segment } from "./schemas.ts";

/** How a speaker is called; undefined while nobody has said who speaks. */
export type NameSpeaker = (segment: Pick<Segment, "speakerId">) => string | undefined;

/** The names of speakers, from the family's people: a rename shows at once. */
export function nameSpeakers(people: readonly { id: string; name: string }[]): NameSpeaker {
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return ({ speakerId }) => (speakerId ? names.get(speakerId) : undefined);
}
