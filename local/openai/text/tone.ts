import type { Sentence } from "./sentences.ts";

/** Words that speak for a feeling; a star stands for any ending. */
const feelingWords: Record<string, string> = {
  joyful:
    "happy happiest happily happiness joy joyful* delight* wonderful fun cheer* celebrat* danced dancing singing excited exciting thrilled party beautiful glad merry",
  warm: "love loved loving kind kindness gentle gently tender* hug* held warm warmth dear sweet care cared caring kiss* together sweetheart comfort*",
  proud:
    "proud proudly pride medal won achiev* succeed* success honor* honour* accomplish* diploma graduated",
  funny: "laugh* joke* joking funny funniest giggl* silly ridiculous prank* tease* teasing grin* hilarious",
  hopeful: "hope hoped hopeful hoping dream* wish* someday promise* believe believed future luck lucky",
  grateful: "grateful gratitude thank thankful thanks blessed blessing* gift appreciate*",
  nostalgic:
    "miss missed missing remember* memory memories nostalg* old-fashioned nowadays anymore bygone looking-back",
  calm: "quiet quietly calm peace peaceful* slowly gentle silence hush hushed",
  sad: "sad sadly sadness cry cried crying tears wept weep* grief griev* mourn* died death dead funeral buried lonely alone lost heartbroken heartbreak sorrow* grave passed-away sick goodbye",
  fearful:
    "afraid scared fear* frighten* terrified terror trembl* shaking hid hiding danger* nervous worry worried bomb* panic* siren* screaming",
  angry: "angry anger mad furious hate hated unfair shouted yelled bitter* cruel* rage ashamed slammed",
};

const negations = /^(not|never|no|nor|without|hardly|wasn't|weren't|isn't|didn't|don't|couldn't)$/;

const matchers = Object.entries(feelingWords).map(([feeling, list]) => ({
  feeling,
  matcher: new RegExp(`^(?:${list.split(" ").join("|").replaceAll("*", "\\p{L}*")})$`, "u"),
}));

/**
 * The feeling that most of a story's words speak for, its strength (1–10, by how many of its sentences carry a feeling),
 * and how it changes from the first third to the last. A story without such words is calm and has no arc.
 */
export function readTone(sentences: Sentence[]): { primary: string; intensity: number; arc: string[] } {
  const feelings = sentences.map(readFeelings);
  const primary = findStrongest(feelings.flat()) ?? "calm";
  const felt = feelings.filter((found) => found.length > 0).length;
  const share = sentences.length === 0 ? 0 : felt / sentences.length;
  const parts = Math.min(3, sentences.length);
  const arc: string[] = [];
  for (let part = 0; part < parts; part++) {
    const from = Math.floor((part * feelings.length) / parts);
    const to = Math.floor(((part + 1) * feelings.length) / parts);
    const feeling = findStrongest(feelings.slice(from, to).flat());
    if (feeling && feeling !== arc.at(-1)) arc.push(feeling);
  }
  return { primary, intensity: Math.max(1, Math.min(10, Math.round(1 + share * 9))), arc };
}

/** The feelings that a sentence's words speak for; a word that is denied doesn't count. */
export function readFeelings({ words }: Sentence): string[] {
  return words.flatMap((word, index) => {
    if (words.slice(Math.max(0, index - 4), index).some((before) => negations.test(before))) return [];
    return matchers.filter(({ matcher }) => matcher.test(word)).map(({ feeling }) => feeling);
  });
}

function findStrongest(feelings: string[]): string | undefined {
  const counts = Map.groupBy(feelings, (feeling) => feeling);
  return [...counts].sort(([, a], [, b]) => b.length - a.length)[0]?.[0];
}
