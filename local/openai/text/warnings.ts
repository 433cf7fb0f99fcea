import type { Sentence } from "./sentences.ts";

const warningWords: Record<string, RegExp> = {
  grief:
    /\b(died|death|dead|funeral|buried|burial|grief|grieving|mourn\w*|passed away|drowned|widow\w*|we lost (him|her|them|my|our))\b/,
  war: /\b(war|wars|bomb\w*|air raid\w*|soldiers?|troops|shelling|battlefield|invasion|nazis?|concentration camp)\b/,
  illness:
    /\b(cancer|tumou?r|polio|tuberculosis|stroke|pneumonia|scarlet fever|typhus|dementia|alzheimer's|hospital|heart attack|very sick|took sick|fell ill)\b/,
  violence:
    /\b(killed|murder\w*|shot (him|her|them|at|dead)|stabbed|beat (me|him|her|us|them)|beaten|attacked)\b/,
  addiction: /\b(alcoholic|drunk|drunkard|drank too much|addict\w*|overdose)\b/,
  suicide: /\b(suicide|took (his|her) own life|killed (himself|herself))\b/,
  accident: /\b(accident|car crash|crashed|explosion|cave-in|caved in|house fire|burned down)\b/,
};

/** What a listener should know beforehand, by the words of the story. */
export function findWarnings(sentences: Sentence[]): string[] {
  return Object.entries(warningWords)
    .filter(([, pattern]) => sentences.some(({ words }) => pattern.test(words.join(" "))))
    .map(([warning]) => warning)
    .slice(0, 5);
}
