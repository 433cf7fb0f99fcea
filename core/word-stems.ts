/** English verbs of which a summary's present doesn't begin like the narrator's past. */
const irregular = new Map(
  (
    "ate=eat bit=bite bought=buy broke=break brought=bring built=build caught=catch chose=choose cried=cry died=die drank=drink " +
    "drew=draw drove=drive fed=feed fell=fall felt=feel fled=flee flew=fly fought=fight found=find froze=freeze grew=grow " +
    "held=hold hid=hide lay=lie led=lead left=leave lost=lose met=meet paid=pay ran=run rode=ride rose=rise sang=sing sat=sit " +
    "sent=send shot=shoot slept=sleep sold=sell spent=spend spoke=speak stole=steal stood=stand swam=swim swept=sweep " +
    "swore=swear taught=teach thought=think threw=throw tried=try understood=understand wept=weep won=win wore=wear wrote=write"
  )
    .split(" ")
    .map((pair): [string, string] => {
      const [past = "", present = ""] = pair.split("=");
      return [past, present];
    }),
);

/** Whether a word, in some form, is among others. */
export function sharesStem(word: string, words: ReadonlySet<string>): boolean {
  return words.has(word) || [...words].some((other) => isSameStem(word, other));
}

/**
 * Whether two plain words are forms of one, nearly without knowing the language: they begin alike for most of the longer
 * one's length (bakery, baker; married, marriage), or differ by a plural s, or are an irregular English verb's.
 */
function isSameStem(a: string, b: string): boolean {
  if (a === `${b}s` || b === `${a}s`) return true;
  if (/\d/u.test(a) || /\d/u.test(b)) return false;
  const [first, second] = [irregular.get(a) ?? a, irregular.get(b) ?? b];
  if (first === second || first === `${second}s` || second === `${first}s`) return true;
  const needed = Math.max(4, Math.ceil(Math.max(a.length, b.length) * 0.6));
  return a.length >= needed && b.length >= needed && a.slice(0, needed) === b.slice(0, needed);
}
