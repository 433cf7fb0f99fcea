/** English words that carry no subject of their own. */
export const functionWords = new Set(
  (
    "a about above after again against all also always am an and any anyway are aren't around as at away back be because been " +
    "before being below between both but by came can can't come could couldn't did didn't do does doesn't doing don't down " +
    "during each else even ever every everybody everything few for from get getting go goes going gone got had hadn't has hasn't have haven't having " +
    "he he'd he'll he's her here hers herself him himself his how i i'd i'll i'm i've if in into is isn't it it's its itself just kind know " +
    "let like little lot made make many maybe me mean might more most much must my myself never no nor not nothing now of off oh okay on outside inside near next close " +
    "once one only or other our ours ourselves out over own put quite really remember right said same saw say says see she she'd she's should so some somebody " +
    "something sort still such take than that that's the their theirs them themselves then there there's these they they'd they're thing " +
    "things think this those though thought through to told too took two um uh under until up us used very was wasn't way we we'd we're we've well " +
    "went were weren't what when where which while who whom why will with without won't would wouldn't yeah yes you you'd you're you've " +
    "your yours yourself"
  ).split(" "),
);

/** Whether a lower-case word says what a text is about. */
export function isContentWord(word: string): boolean {
  return word.length > 2 && !functionWords.has(word) && !/^\d+$/.test(word);
}
