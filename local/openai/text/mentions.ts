import nlp from "compromise";
import { functionWords } from "./function-words.ts";
import { capitalise, quoteAround, type Sentence } from "./sentences.ts";

/** Somebody or somewhere that a story names, with the stretches in which the name stands. */
export interface Mention {
  name: string;
  quotes: string[];
  sentences: number[];
}

const kin =
  "mother|father|mom|mum|dad|sister|sisters|brother|brothers|son|sons|daughter|daughters|wife|husband|grandmother|grandfather|grandma|grandpa|aunt|uncle|cousin|cousins|niece|nephew|grandson|granddaughter|friend|friends|buddy|neighbor|neighbour|teacher|boss|foreman|sweetheart|fiancé|fiancee|partner|twin|godmother|godfather";
const afterKin = new RegExp(`\\b(?:${kin}),? (?:named |called |was |is )?$`, "i");
const beforePerson = /\b(?:name was|named|called|married|met|with|and his wife|and her husband) $/i;
const kinWas = new RegExp(`\\b(?:${kin})\\b[^.,;]{0,30} was $`, "i");
const animal =
  /\b(?:dog|cat|horse|pony|mule|cow|goat|puppy|parrot|boat|ship|car|truck|song|book|movie)(?: was)? (?:named|called|name was) $/i;
const honorific =
  /^(?:Mr|Mrs|Ms|Miss|Dr|Doctor|Uncle|Aunt|Auntie|Tante|Cousin|Grandma|Grandpa|Grandmother|Grandfather|Granny|Father|Sister|Brother|Pastor|Reverend|Rabbi|Captain|Sergeant|Professor|President|Senator|General|Judge|Coach)\.?$/;
const pet =
  /^(?:Mama|Mamma|Papa|Momma|Mom|Mum|Mommy|Mother|Dad|Daddy|Father|Grandma|Grandpa|Grandmother|Grandfather|Granny|Gran|Nana|Nonna|Nonno|Oma|Opa|Babcia|Dziadek|Abuela|Abuelo|Bubbe|Zayde)$/;
const personVerb =
  /^ (?:said|told|asked|laughed|smiled|cried|whispered|taught|married|played|sang|was born|died|came|went|took|gave|used to|wanted|loved|worked|always|would|never|made|got|held|looked|stood|and I)\b/;
const placePrefix =
  /^(?:Lake|Mount|Mt|Fort|Port|San|Santa|Saint|St|New|North|South|East|West|Los|Las|El|Camp|County|Cape|Isle|Point)\.?$/;
const placeEnding =
  /^(?:Street|Avenue|Road|Lane|Boulevard|Drive|River|Lake|Creek|County|Island|Islands|Mountain|Mountains|Hills|Valley|Bay|Church|Cathedral|School|College|University|Park|Hospital|Beach|Harbor|Harbour|Square|Bridge|Station|Farm|Forest|City|Falls|Springs|Heights|Range|Coast|Junction|Village|Ballroom|Hall|Hotel|Theater|Theatre|Diner|Cafe|Café|Market|Mill|Mine)$/;
const beforePlace =
  /\b(?:in|near|outside|outside of|across|through|toward|towards|around|leaving|left|reached|called) (?:the )?$/i;
const travelTo =
  /\b(?:came|come|moved|went|go|sailed|drove|travell?ed|emigrated|immigrated|took|rode|flew|back|returned|walked|ship|train|boat|bus|shipped|sent|home|on|born|family|people|all the way|road|arrived)\b.{0,30}\b(?:to|from|for|at) (?:the )?$/i;
const neither =
  /^(?:God|Lord|Jesus|Christ|Bible|Mass|Catholic|Catholics|Jewish|Jews|Protestant|Lutheran|Baptist|Methodist|Orthodox|English|Polish|German|Germans|Russian|Russians|French|Spanish|Italian|Italians|Irish|Yiddish|Hebrew|American|Americans|Polka|Army|Navy|Congress|Nazis?|Communists?|Depression|World|Christmas|Easter|Thanksgiving|Halloween|Hanukkah|Passover|Sabbath|Communion|TV|OK|War|Eve|Day|New Year|Model T)(?:['’]s)?$/;

interface NameRun {
  text: string;
  at: number;
}

/**
 * The people and places that a story names, by the grammar around each capitalised name and compromise's lexicon.
 * `knownNames` spell the people of the family: a name that differs only in case or accents is written as known.
 */
export function findMentions(
  sentences: Sentence[],
  knownNames: string[],
): { people: Mention[]; places: Mention[] } {
  const people = new Map<string, Mention>();
  const places = new Map<string, Mention>();
  const note = (kind: Map<string, Mention>, name: string, written: string, { text, index }: Sentence) => {
    const mention = kind.get(fold(name)) ?? { name, quotes: [], sentences: [] };
    kind.set(fold(name), mention);
    const quote = quoteAround(text, written);
    if (mention.quotes.length < 3 && !mention.quotes.includes(quote)) mention.quotes.push(quote);
    mention.sentences.push(index);
  };
  const unsure: { text: string; sentence: Sentence }[] = [];
  for (const sentence of sentences) {
    const known = findKnownNames(sentence.text, knownNames);
    for (const { name, written } of known) note(people, name, written, sentence);
    let lastPerson: number | undefined;
    for (const { text, at } of listNameRuns(sentence.text)) {
      if (known.some(({ written }) => shareWords(written, text))) continue;
      const before = sentence.text.slice(0, at);
      const after = sentence.text.slice(at + text.length);
      const joined = lastPerson !== undefined && /^(?:,| and|, and) $/.test(before.slice(lastPerson));
      const kind = classify(text, before, after, joined);
      if (kind === "person") note(people, text, text, sentence);
      if (kind === "place") note(places, text, text, sentence);
      if (kind === undefined) unsure.push({ text, sentence });
      lastPerson = kind === "person" ? at + text.length : undefined;
    }
  }
  // "Halina laughed." names somebody only because another sentence says who Halina is.
  for (const { text, sentence } of unsure) {
    if (people.has(fold(text))) note(people, text, text, sentence);
    else if (places.has(fold(text))) note(places, text, text, sentence);
  }
  return { people: joinShortNames([...people.values()]), places: [...places.values()] };
}

function classify(
  name: string,
  before: string,
  after: string,
  joined: boolean,
): "person" | "place" | undefined {
  const words = name.split(" ");
  const [first = "", last = ""] = [words[0], words.at(-1)];
  if (neither.test(name)) return undefined;
  // A song or a book.
  if (/["“](?:The |A )?$/.test(before) && /^[,.]?["”]/.test(after)) return undefined;
  if (words.length === 1 && placePrefix.test(name) && !nlp(name).has("#Place")) return undefined;
  if (words.length > 1 && honorific.test(first)) return "person";
  if (words.length === 1 && pet.test(name))
    return /\b(?:my|our|his|her|their|the|a) $/i.test(before) ? undefined : "person";
  if (words.length === 1 && (honorific.test(name) || placeEnding.test(name))) return undefined;
  if (animal.test(before)) return undefined;
  if (words.length > 1 && (placeEnding.test(last) || placePrefix.test(first))) return "place";
  if (afterKin.test(before) || kinWas.test(before)) return "person";
  const alone = nlp(name);
  // "Leroy Washington" is no place, though Washington is.
  const isPlace = alone.has("^#Place+$");
  const isPerson = nlp(first).has("#FirstName") || alone.has("#LastName");
  if (beforePlace.test(before) && !(isPerson && /called $/i.test(before))) return "place";
  if (isPlace) return "place";
  if (isPerson || joined) return "person";
  if (travelTo.test(before)) return "place";
  // The state or country after a town: "Duluth, Minnesota".
  if (/\p{Lu}\p{L}+, $/u.test(before) && beforePlace.test(before.replace(/[\p{L} .]+, $/u, "")))
    return "place";
  if (before.trim() !== "" && (personVerb.test(after) || beforePerson.test(before))) return "person";
  return undefined;
}

const nameToken = /(?:(?:Mr|Mrs|Ms|Dr|St|Mt|Jr|Sr|Fr|\p{Lu})\.|\p{Lu}[\p{L}\p{M}]*(?:['’-]\p{L}+)*)/u;
const nameTokens = new RegExp(`(?<![\\p{L}'’-])${nameToken.source}(?: ${nameToken.source})*`, "gu");

/** Runs of capitalised words that may be names, verbatim and without a possessive ending. */
function listNameRuns(sentence: string): NameRun[] {
  return [...sentence.matchAll(nameTokens)].flatMap((match) => {
    const runs: NameRun[] = [];
    let current: NameRun | undefined;
    for (const token of match[0].matchAll(/\S+/g)) {
      const at = match.index + token.index;
      const word = token[0];
      if (isNoName(word, at === 0 || /[.!?"“] ?$/.test(sentence.slice(0, at)))) {
        current = undefined;
      } else if (current) {
        current.text += ` ${word}`;
      } else {
        current = { text: word, at };
        runs.push(current);
      }
    }
    return runs.map(({ text, at }) => ({ text: text.replace(/['’]s?$/, ""), at }));
  });
}

function isNoName(word: string, opensSentence: boolean): boolean {
  const lower = word.toLowerCase().replaceAll("’", "'");
  if (functionWords.has(lower)) return true;
  const alone = nlp(word);
  if (alone.has("(#WeekDay|#Month)") && !alone.has("#FirstName")) return true;
  if (!opensSentence || honorific.test(word) || pet.test(word) || placePrefix.test(word)) return false;
  if (alone.has("(#FirstName|#Place|#LastName)")) return false;
  return nlp(lower).has(
    "(#Verb|#Adjective|#Adverb|#Preposition|#Conjunction|#Determiner|#Value|#Plural|#Pronoun|#Expression)",
  );
}

function findKnownNames(sentence: string, knownNames: string[]): { name: string; written: string }[] {
  const folded = fold(sentence);
  // Folding must not move letters, or places in the two would differ.
  if (folded.length !== sentence.length) return [];
  return knownNames.flatMap((name) => {
    const at = folded.search(new RegExp(`(?<!\\p{L})${RegExp.escape(fold(name))}(?!\\p{L})`, "u"));
    if (name.trim() === "" || at < 0) return [];
    const written = sentence.slice(at, at + name.length);
    return written === written.toLowerCase() && name !== name.toLowerCase() && functionWords.has(written)
      ? []
      : [{ name, written }];
  });
}

function shareWords(a: string, b: string): boolean {
  return ` ${fold(a)} `.includes(` ${fold(b)} `) || ` ${fold(b)} `.includes(` ${fold(a)} `);
}

/** Lower-case and without accents. */
function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/** "Frank" is "Uncle Frank" where only one longer name holds it. */
function joinShortNames(mentions: Mention[]): Mention[] {
  const joined = new Set<Mention>();
  for (const short of mentions) {
    const longer = mentions.filter(
      (other) => other !== short && ` ${fold(other.name)} `.includes(` ${fold(short.name)} `),
    );
    const [only] = longer;
    if (longer.length !== 1 || !only) continue;
    joined.add(short);
    only.quotes = [...new Set([...only.quotes, ...short.quotes])].slice(0, 3);
    only.sentences.push(...short.sentences);
  }
  return mentions
    .filter((mention) => !joined.has(mention))
    .map((mention) => ({ ...mention, name: capitalise(mention.name) }));
}
