import type { Detail } from "./interview-detail.ts";
import { foldWords } from "./interview-details.ts";
import type { DetailKind } from "./interview-frames.ts";
import type { QuestionMemory } from "./interview-memory.ts";

/** How much a kind of detail promises: a name opens a story, a year only dates one. */
const promise: Record<DetailKind, number> = {
  person: 3.5,
  place: 3.5,
  thing: 3,
  saying: 3,
  event: 2.5,
  work: 2.5,
  time: 1.5,
};

/** What hurts is not what one asks for by name. */
const hard =
  /(?<!\p{L})(?:died|death|dead|funeral|buried|grave|killed|cancer|suicide|accident|muri[oó]|muerte|muert[oa]|entierro|c[aá]ncer|suicidio|accidente)(?!\p{L})/iu;

/** A story is told in the past; what is said of today is said by the way. */
const past =
  /\b(?:was|were|had|did|went|came|took|gave|kept|said|told|left|got|made|met|ran|lost|found|stood|sat|sang|knew|thought|brought|taught|bought|wore|slept|grew|began|built|\w{2,}ed)\b|(?<!\p{L})(?:era|eran|fue|fueron|fui|había|hubo|hizo|dijo|tuvo|tenía|vino|\p{L}{2,}(?:aba|aban|ía|ían|ó|aron|ieron|é|í|amos|imos))(?!\p{L})/iu;

const present =
  /\b(?:is|are|am|has|have|it's|that's|there's)\b|(?<!\p{L})(?:es|son|está|están|hay|tengo|tiene)(?!\p{L})/iu;
const today =
  /\b(?:these days|nowadays|the other day|this (?:morning|week)|yesterday|next door|on (?:mon|tues|wednes|thurs|fri)day)\b|hoy en día|ayer|esta (?:mañana|semana)|de al lado|(?:vino|fue|viene) el (?:lunes|martes|miércoles|jueves|viernes)/iu;

/**
 * The best to ask about first. What a sentence ends with was left open, while what it begins with is what it tells of; what
 * was named often has been told.
 */
export function rankDetails(details: Detail[], answer: string, memory: QuestionMemory): Detail[] {
  const text = foldWords(answer).join(" ");
  const sentences = [...answer.matchAll(/[^.!?…]+[.!?…]*/gu)].map(({ 0: said, index }) => ({
    from: index,
    length: said.length,
    isPast: past.test(said),
    isToday: today.test(said),
    isPresent: present.test(said) && !past.test(said),
  }));
  const findSentence = (at: number) => sentences.findLast(({ from }) => from <= at);
  // "The kettle is on" is no beginning of a story.
  const isSmallTalk = answer.split(" ").length < 9 && !sentences.some(({ isPast }) => isPast);
  const score = ({ kind, words, at }: Detail) => {
    const folded = foldWords(words).join(" ");
    const sentence = findSentence(at);
    const times = text.split(folded).length - 1;
    return (
      promise[kind] +
      (sentence
        ? (2.5 * (at - sentence.from)) / sentence.length +
          (sentence.isPast ? 2 : 0) -
          (sentence.isToday ? 3 : 0)
        : 0) +
      (words.includes(" ") && kind === "thing" ? 0.5 : 0) -
      (times > 1 ? 1 : 0) -
      2 * memory.countTold(words) -
      (hard.test(words) ? 4 : 0) -
      (memory.isSpent(words) ? 10 : 0)
    );
  };
  return details
    .map((detail) => ({ detail, score: score(detail) }))
    .filter(({ detail: { at }, score: points }) => {
      return points > -4 && !(isSmallTalk && findSentence(at)?.isPresent);
    })
    .toSorted((a, b) => b.score - a.score)
    .map(({ detail }) => detail);
}
