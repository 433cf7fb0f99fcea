import nlp from "compromise";
import { findDates } from "./dates.ts";
import { functionWords } from "./function-words.ts";
import type { Detail } from "./interview-detail.ts";
import { findMentions } from "./mentions.ts";
import { splitSentences } from "./sentences.ts";

const kin =
  "mother|father|mom|mum|mama|dad|papa|parents|sisters?|brothers?|sons?|daughters?|wife|husband|grandmother|grandfather|grandma|grandpa|grandparents|aunts?|uncles?|cousins?|niece|nephew|grandsons?|granddaughters?|grandchildren|children|friends?|neighbou?rs?|teacher|boss|foreman|sweetheart|partner|twin|godmother|godfather|mother-in-law|father-in-law|stepfather|stepmother";
const kinPattern = new RegExp(
  `\\b([Mm]y|[Oo]ur) ((?:(?:older|younger|little|big|eldest|best|first|great|poor|late|old) ){0,2}(?:${kin})(?: \\p{Lu}\\p{L}+)?)(?![\\p{L}-])`,
  "gu",
);

/** Heads of phrases that name nothing one could ask about. */
const empty = new Set(
  (
    "thing things way ways time times lot lots kind sort part bit something everything anything nothing everybody anybody somebody " +
    "one ones people person man woman men women guy day days night nights morning evening afternoon week weeks month months year years moment " +
    "minute minutes hour hours while end side place reason idea fact matter case sense number couple bunch rest half middle stuff " +
    "question questions story stories word words point trouble life world course thought god lord dear today yesterday tomorrow weather " +
    "degrees old chin arm arms knee knees hand hands head face eyes eye feet foot fingers ears instruction instructions machine robot computer human nonsense"
  ).split(" "),
);
const occupations =
  /\b(?:an?) ((?:[a-z]+ )?(?:cooper|teacher|nurse|baker|carpenter|farmer|miner|tailor|seamstress|welder|driver|cook|sailor|fisherman|mechanic|clerk|weaver|printer|doctor|midwife|butcher|blacksmith|shoemaker|mason|plumber|electrician|engineer|secretary|typist|waitress|waiter|maid|soldier|pilot|postman|policeman|fireman|bricklayer|potter|painter|gardener|shepherd|barber|hairdresser|dressmaker|machinist|docker|porter|conductor|signalman|lighthouse keeper|gamekeeper|riveter|joiner|tinsmith|watchmaker|clockmaker))\b/g;
const workClause = /\bworked (?:as|at|in|for|on|with) [^.,;:!?—]{3,45}/g;
const saying =
  /[“"]([^”"]{6,80})[”"]|\b(?:always|used to|would|often) (?:say|said|tell (?:me|us)|told (?:me|us))(?: that)?,? ([^.;!?“”"]{8,70})/g;
const clauseEnd = /[,.;:!?—]|\b(?:and|but|because|so|when|while|until|that|which|where|who|if)\b/;

/** The details of an English answer: the surest readings first, for what lies inside another is left out. */
export function findEnglishDetails(text: string, knownNames: string[]): Detail[] {
  const sentences = splitSentences([text]);
  const { people, places } = findMentions(sentences, knownNames);
  return [
    ...findSayings(text),
    ...findKin(text),
    ...people.flatMap(({ name }) => locate(text, name, "person")),
    ...places.flatMap(({ name }) => locate(text, name, "place")),
    ...findTimes(text),
    ...findWork(text),
    ...findThings(text),
    ...findEvents(text),
  ];
}

function locate(text: string, name: string, kind: "person" | "place"): Detail[] {
  const at = text.indexOf(name);
  return at < 0 ? [] : [{ kind, words: name, named: name, at }];
}

function findKin(text: string): Detail[] {
  return [...text.matchAll(kinPattern)].map((match) => {
    const words = match[2] ?? "";
    return { kind: "person", words, named: `your ${words}`, at: match.index + (match[1]?.length ?? 0) + 1 };
  });
}

function findTimes(text: string): Detail[] {
  return findDates(splitSentences([text]), undefined)
    .filter(({ text: words, precision }) => precision !== "vague" && !/\b(?:I|my|we|our)\b/.test(words))
    .flatMap(({ text: said }) => {
      const words = said.replace(/^(?:in|on|around|about|by|since) /i, "");
      const at = text.indexOf(words);
      return at < 0 ? [] : [{ kind: "time", words, named: lowerArticle(words), at }];
    });
}

function findSayings(text: string): Detail[] {
  return [...text.matchAll(saying)].flatMap((match) => {
    const words = (match[1] ?? match[2] ?? "").replace(/[,.!?]+$/, "").trim();
    if (words.split(" ").length < 3 || words.split(" ").length > 11 || words.includes("?")) return [];
    return [{ kind: "saying", words, named: quote(words), at: text.indexOf(words, match.index) }];
  });
}

function findWork(text: string): Detail[] {
  const clauses = [...text.matchAll(workClause)].map(({ 0: clause, index }) => {
    const words = shorten(clause, 7);
    return { kind: "work" as const, words, named: quote(words), at: index };
  });
  const trades = [...text.matchAll(occupations)].map(({ 0: words, index }) => ({
    kind: "work" as const,
    words,
    named: quote(words),
    at: index,
  }));
  return [...clauses, ...trades];
}

interface Term {
  text: string;
  tags: string[];
  at: number;
}

/** Noun phrases: "a sack of oats" is asked about as "the sack of oats", "my old coat" as "your old coat". */
function findThings(text: string): Detail[] {
  const terms = readTerms(text);
  const found: Detail[] = [];
  for (let from = 0; from < terms.length; from++) {
    const opener = terms[from]?.text.toLowerCase() ?? "";
    const isOpened =
      /^(?:a|an|the|my|our|his|her|their|its|some|this|that|these|those|two|three|four|five|six)$/.test(
        opener,
      );
    const start = isOpened ? from + 1 : from;
    const end = endOfNouns(terms, start);
    const head = terms[end - 1];
    if (end <= start || !head) continue;
    if (
      !isOpened &&
      !(
        head.tags.includes("Plural") &&
        terms.slice(start, end).every(({ text: one }) => !functionWords.has(one.toLowerCase()))
      )
    )
      continue;
    const last = endOfComplement(terms, end);
    const words = stretch(text, terms, start, last);
    if (isAskable(words, head.text)) {
      const named = /^(?:my|our)$/.test(opener) ? `your ${words}` : `the ${words}`;
      found.push({ kind: "thing", words, named, at: terms[start]?.at ?? 0 });
    }
    from = last - 1;
  }
  return found;
}

function endOfNouns(terms: Term[], start: number): number {
  let end = start;
  for (let at = start; at < terms.length && at < start + 4; at++) {
    const term = terms[at];
    if (!term) break;
    const { tags, text } = term;
    if (!/^[\p{L}'’-]+$/u.test(text.replace(/[,.;:!?”"]+$/, ""))) break;
    const isNoun = tags.includes("Noun") && !tags.includes("Pronoun") && !tags.includes("Possessive");
    if (isNoun) end = at + 1;
    else if (!tags.includes("Adjective") && !(at === start && tags.includes("Gerund"))) break;
    if (/[,.;:!?”"]$/.test(text)) break;
  }
  return end;
}

/** "of oats", "of the barn" belongs to what stands before it. */
function endOfComplement(terms: Term[], end: number): number {
  if (/[,.;:!?”"]$/.test(terms[end - 1]?.text ?? "") || terms[end]?.text.toLowerCase() !== "of") return end;
  const start = /^(?:the|a|an)$/i.test(terms[end + 1]?.text ?? "") ? end + 2 : end + 1;
  const last = endOfNouns(terms, start);
  return last > start && last - start <= 2 ? last : end;
}

function isAskable(words: string, head: string): boolean {
  const bare = head.toLowerCase().replace(/[^\p{L}'-]/gu, "");
  const known = words.toLowerCase().split(" ");
  return (
    bare.length > 2 &&
    !empty.has(bare) &&
    !functionWords.has(bare) &&
    !new RegExp(`^(?:${kin})$`).test(bare) &&
    known.length <= 6 &&
    !/^(?:other|same|next|last|whole|only|first|few|such|own)$/.test(known[0] ?? "") &&
    !/^\p{Lu}/u.test(words)
  );
}

function stretch(text: string, terms: Term[], start: number, end: number): string {
  const [first, last] = [terms[start], terms[end - 1]];
  if (!first || !last) return "";
  return text.slice(first.at, last.at + last.text.length).replace(/[^\p{L}\p{N}]+$/u, "");
}

function readTerms(text: string): Term[] {
  const terms: Term[] = [];
  let from = 0;
  for (const sentence of nlp(text).json({ terms: { tags: true } }) as {
    terms: { text: string; post?: string; tags: string[] }[];
  }[]) {
    for (const { text: word, post = "", tags } of sentence.terms) {
      const at = word === "" ? -1 : text.indexOf(word, from);
      if (at < 0) continue;
      from = at + word.length;
      terms.push({ text: `${word}${post.trim()}`, tags, at });
    }
  }
  return terms;
}

/** What the narrator did: "I tied a string around the bow". */
function findEvents(text: string): Detail[] {
  return [
    ...text.matchAll(
      /\b(?:I|we|We) (?!was\b|were\b|had\b|have\b|am\b|are\b|do\b|did\b|don't\b|didn't\b|never\b|think\b|know\b|guess\b|mean\b|would\b|could\b|can\b|will\b|remember\b|thought\b|knew\b|said\b|suppose\b)[^.,;:!?—]{8,}/g,
    ),
  ].flatMap(({ 0: clause, index }) => {
    const stop = clause.slice(2).search(clauseEnd);
    const words = shorten(stop < 0 ? clause : clause.slice(0, stop + 2).trim(), 9);
    const count = words.split(" ").length;
    return count >= 4 && nlp(words).has("^(i|we) #Adverb? #PastTense")
      ? [{ kind: "event" as const, words, named: quote(words), at: index }]
      : [];
  });
}

function shorten(clause: string, most: number): string {
  const stop = clause.slice(4).search(clauseEnd);
  const own = (stop < 0 ? clause : clause.slice(0, stop + 4)).trim().split(" ");
  const words = own.slice(0, most);
  while (words.length > 1 && functionWords.has((words.at(-1) ?? "").toLowerCase())) words.pop();
  return words.join(" ");
}

function quote(words: string): string {
  return `“${words}”`;
}

function lowerArticle(words: string): string {
  return words.replace(/^(?:The|A|An|Early|Late) /, (article) => article.toLowerCase());
}
