const english = new Set(
  (
    "a about above after again against all almost along already also although always am an and any anybody anyone anything are " +
    "around as at away back be became because become been before began begin behind being below beneath beside between both but by " +
    "came can come comes coming could did do does doing done down despite during each either else even eventually ever every everybody everyone everything few finally " +
    "for from gave get gets getting give gives giving go goes going gone got had has have having he her here hers herself him himself his how however " +
    "i if im in inside into is it its itself ive just kept kind know known knew later let like lot made make makes making many may maybe me " +
    "might more most much must my myself near now nowadays of off often oh okay on once one only onto or other our ours ourselves out outside over own " +
    "perhaps quite rather really said same saw say saying says see she should since so some somebody someone something soon still such take taken takes " +
    "taking than that thats the their theirs them themselves then there these they thing things this those though through throughout to today together told too took " +
    "toward towards um uh under until up upon us used very was way we well went were what when where whether which while who whom whose why " +
    "will with within would yes yet you your yours yourself"
  ).split(" "),
);

/** Words with which a summary speaks about the telling itself; they state nothing of the story. */
const framing = new Set(
  (
    "describes describing explains narrator recalling recalls recounts reflecting reflects remembering remembers shares " +
    "sharing speaker story storyteller talks telling tells"
  ).split(" "),
);

/** Whether a plain word carries no statement of its own. English is known; elsewhere the length of a word decides. */
export function isFunctionWord(word: string): boolean {
  return english.has(word) || framing.has(word);
}
