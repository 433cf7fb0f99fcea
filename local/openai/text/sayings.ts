import { type Sentence, trimSentence } from "./sentences.ts";
import { readFeelings } from "./tone.ts";

/** How people say what they learnt or advise. Memories that merely hold "always" or "never" don't count. */
const advice = [
  /\b(i|we|i've|we've|you) (have )?(learned|learnt|realized|realised|came to see|came to understand|understand now|found out) (that|to|how|never|always|you|it|what|a|one|from)\b/,
  /\b(taught|teaches|showed) (me|us|you) (that|to|how|never|always|what|the)\b/,
  /\b(you|people|children|folks) (should|must|ought to|need to|have to|can't|cannot|mustn't|shouldn't)\b(?! have been)/,
  /(^|\b(said|told me|tells me|say|says|telling me|used to say|remember|advice)\b.{0,20})\b(always|never|don't|do not) (?!(had|was|were|knew|saw|went|did|got|came|told|could)\b)[a-z]+/,
  /^(be (kind|honest|patient|brave|careful|good|yourself|grateful|proud)|hold on to|keep (your|the|on)|listen to|treat (people|others|everyone)|forgive|don't (be|wait|give|let|ever|forget|worry|throw)|do not (be|wait|give|let))\b/,
  /\b(my advice|the lesson|the moral|the secret (is|of|was)|what matters|most important thing|thing that matters|that's what (life|love|family) is|if i could tell|life is too short)\b/,
  /\b(ask not what|ask what you can)\b/,
  /\b(always|used to) (said|say|told me|tell me|told us|tell us) (that )?(you|we|a man|a woman|people|never|always|life|love|don't|do|if|god|family)\b/,
  /^(you|we|people) (don't |only |just )?need\b/,
  /^if you\b.+ (then )?(tell|don't|never|always|do|keep|give|take|hold|you (should|must|have|need|can|will|get|owe))\b/,
];

/** Sentences in which the narrator says what they learnt or advise, at most five. */
export function findLessons(sentences: Sentence[]): { text: string; quote: string }[] {
  return sentences
    .filter(({ text, words }) => !text.endsWith("?") && words.length >= 4 && isAdvice(words))
    .slice(0, 5)
    .map(({ text }) => ({ text: trimSentence(text), quote: text }));
}

function isAdvice(words: string[]): boolean {
  const spoken = words.join(" ").replace(/^((and|so|but|well|now) )+/, "");
  return advice.some((pattern) => pattern.test(spoken));
}

/** Sentences worth hearing in the narrator's voice, at most three: short, whole, with an image, a feeling or somebody's words. */
export function findQuotes(sentences: Sentence[], scores: number[]): string[] {
  return sentences
    .map((sentence) => ({ sentence, strength: weighSaying(sentence) + 0.15 * (scores[sentence.index] ?? 0) }))
    .filter(({ strength }) => strength >= 1.5)
    .sort((a, b) => b.strength - a.strength)
    .filter(({ sentence }, at, all) => all.findIndex((other) => other.sentence.text === sentence.text) === at)
    .slice(0, 3)
    .sort((a, b) => a.sentence.index - b.sentence.index)
    .map(({ sentence }) => sentence.text);
}

function weighSaying(sentence: Sentence): number {
  const { text, words } = sentence;
  if (words.length < 5 || words.length > 28 || text.endsWith("?")) return 0;
  let strength = Math.min(1, readFeelings(sentence).length * 0.5);
  if (/\b(said|told me|used to say|whispered|shouted|cried out)\b|["“]/i.test(text)) strength += 0.8;
  if (/\b(like (a|an|the)|as if|as though|as \w+ as)\b/i.test(text)) strength += 0.7;
  if (/\b(never|always|forever|whole life|all my life|to this day|for the first time)\b/i.test(text))
    strength += 0.6;
  if (/\b(I|my|we)\b/.test(text)) strength += 0.3;
  if (isAdvice(words)) strength += 0.6;
  if (words.length <= 16) strength += 0.2;
  return strength;
}
