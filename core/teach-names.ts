import type { KnownPerson } from "./prove-mentions.ts";
import type { Relationship } from "./relatives.ts";

/** Somebody whose name may be heard in a recording. */
export interface TaughtPerson extends KnownPerson {
  relationships: Relationship[];
  /** In how many of the latest memories they are spoken of. */
  stories: number;
}

/**
 * Whisper reads the last 224 tokens of its prompt. A name it doesn't know takes a token for about three letters:
 * https://platform.openai.com/docs/guides/speech-to-text#prompting
 */
const longestPrompt = 224 * 3;

/**
 * The family's names as a transcriber is told them, so that they are written as the family spells them: the narrator's
 * nearest kin first, then whoever is spoken of most. Aliases follow everybody's names. What doesn't fit is left out.
 */
export function teachNames(people: readonly TaughtPerson[], narratorId: string | undefined): string {
  const distance = measureKinship(people, narratorId);
  const far = people.length + 1;
  const inOrder = [...people].sort(
    (a, b) =>
      Math.min(distance.get(a.id) ?? far, 3) - Math.min(distance.get(b.id) ?? far, 3) ||
      b.stories - a.stories ||
      (distance.get(a.id) ?? far) - (distance.get(b.id) ?? far) ||
      (a.name < b.name ? -1 : 1),
  );
  const names = [...inOrder.map(({ name }) => name), ...inOrder.flatMap(({ aliases }) => aliases)];
  let prompt = "";
  for (const name of new Set(names)) {
    const longer = prompt === "" ? name : `${prompt}, ${name}`;
    if (longer.length <= longestPrompt) prompt = longer;
  }
  return prompt;
}

/** How many relationships lie between the narrator and each of their kin. */
function measureKinship(
  people: readonly TaughtPerson[],
  narratorId: string | undefined,
): Map<string, number> {
  const byId = new Map(people.map((person) => [person.id, person]));
  const distance = new Map<string, number>();
  let ring = narratorId && byId.has(narratorId) ? [narratorId] : [];
  for (let steps = 0; ring.length > 0; steps++) {
    for (const id of ring) distance.set(id, steps);
    const next = ring.flatMap((id) => byId.get(id)?.relationships.map(({ personId }) => personId) ?? []);
    ring = [...new Set(next)].filter((id) => !distance.has(id));
  }
  return distance;
}
