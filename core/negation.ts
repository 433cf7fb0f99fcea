import { endsPhrase, type Token } from "./spoken-tokens.ts";

const english =
  "not no never none nothing nobody nowhere neither nor without cannot dont didnt doesnt isnt arent wasnt werent havent hasnt hadnt wont wouldnt cant couldnt shouldnt mustnt aint hardly";
const words: Record<string, Set<string>> = Object.fromEntries(
  Object.entries({
    en: english,
    de: "nicht kein keine keinen keiner keinem nie niemals niemand ohne",
    nl: "niet geen nooit niemand zonder",
    fr: "pas jamais aucun aucune sans rien",
    es: "no nunca jamas nadie nada ninguno ninguna ningun sin",
    it: "non mai nessuno nessuna senza niente",
    pt: "nao nunca jamais ninguem nada sem",
    pl: "nie nigdy nikt bez",
  }).map(([language, list]) => [language, new Set(list.split(" "))]),
);

/** Whether a plain word denies. */
export function isNegation(word: string, language: string): boolean {
  return words[language]?.has(word) ?? false;
}

/** Phrases that hold a negation and deny nothing: "I'll never forget the house", "not only". */
const affirming = new Set([
  "forget",
  "forgot",
  "forgotten",
  "only",
  "matter",
  "doubt",
  "wonder",
  "wait",
  "just",
]);

/** How many words after a negation it is taken to deny. */
export const denialReach = 5;
/** Outside English a negation may follow what it denies. */
const reachBefore = 3;

/**
 * Which tokens between two indexes are denied: those near a negation, in its own phrase. `words` are the raw words that
 * the tokens were read from; `language` is a tag's first part. Languages without a list deny nothing.
 */
export function findDenied(
  tokens: readonly Token[],
  rawWords: readonly string[],
  range: { first: number; last: number },
  language: string,
): Set<number> {
  const denied = new Set<number>();
  const closes = (at: number) =>
    endsPhrase(rawWords[tokens[at]?.last ?? 0] ?? "") || tokens[at]?.text === "but";
  for (let at = range.first; at <= range.last; at++) {
    if (!isNegation(tokens[at]?.text ?? "", language)) continue;
    // "not ever forget" and "never forget" alike.
    if ([1, 2].some((step) => affirming.has(tokens[at + step]?.text ?? ""))) continue;
    denied.add(at);
    for (let next = at; next < Math.min(range.last, at + denialReach) && !closes(next); ) denied.add(++next);
    if (language === "en") continue;
    for (let before = at - 1; before >= Math.max(range.first, at - reachBefore) && !closes(before); before--)
      denied.add(before);
  }
  return denied;
}
