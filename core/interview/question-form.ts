import type { InterviewLanguage } from "./interview.ts";
import { replaceQuoted } from "./question-words.ts";

/** How a text asks, by its grammar alone. */
export interface QuestionForm {
  /** It asks for more than one thing. */
  several: boolean;
  /** It asks, with a question mark, and can't be answered with yes or no. */
  open: boolean;
}

type Ask = "open" | "closed" | undefined;

const englishWh = words("what which who whom whose where when why how");
const englishJoins = words("and so but then now well or oh please");
const englishPlaces = words(
  "in on at with for from to of by about since until during under into after before through around",
);
const auxiliaries = words(
  "am is are was were be do does did have has had can could will would shall should may might must isnt arent wasnt werent " +
    "dont doesnt didnt havent hasnt hadnt cant couldnt wont wouldnt shouldnt mustnt",
);
const englishTags = /^(?:right|no|yes|eh|ok|okay|correct|true|huh|you know|do you|or not|or no)$/;
const englishOrder =
  /^(?:tell (?:me|us)|describe|walk (?:me|us)|take (?:me|us)|paint|explain|say (?:more|something)|share)\b/;
const englishJoined =
  /\s(?:and|or|but|plus|as well as)\s(?:(?:also|then|in|on|at|with|for|from|to|of|by|about)\s)?(?:what|which|who|whom|whose|where|when|why|how)\b/;
const englishJoinedClosed =
  /\s(?:and|or|but)\s(?:did|was|were|do|does|is|are|had|have|has|can|could|would|will)\s(?:you|he|she|it|they|there|that|this|your|his|her|their|the|anybody|anyone|somebody)\b/;

const spanishWh = words(
  "qué quién quiénes cuál cuáles cómo dónde adónde cuándo cuánto cuánta cuántos cuántas",
);
/** As careless writers spell them, right behind the question mark; "cuando" is left out: there it begins a subordinate. */
const spanishWhBare = words("que quien quienes cual cuales como donde adonde");
const spanishJoins = words("y e pero pues entonces o bueno oye ahora");
const spanishPlaces = words(
  "a al ante bajo con contra de del desde durante en entre hacia hasta para por según sin sobre tras",
);
const spanishTags = /^(?:verdad|no|sí|cierto|eh|o no|a que sí|no es así|no crees|no te parece|vale)$/;
const spanishOrder =
  /^(?:cuént[ae]me|cuént[ae]nos|hábl[ae]me|díme|dime|dígame|descríb[ea]me|explíc[ae]me|explíqueme|llév[ae]me|lléveme|pínt[ae]me)(?:\s|$)/;
const spanishJoined =
  /\s(?:y|e|o|u|ni|pero|además)\s(?:(?:a|al|con|de|desde|en|hasta|para|por|sobre)\s)?(?:qué|quién|quiénes|cuál|cuáles|cómo|dónde|adónde|cuándo|cuánt[oa]s?)(?:\s|$)/;

/** Reads how a question asks. What stands in quotation marks is somebody's words, not our grammar. */
export function readForm(question: string, language: InterviewLanguage): QuestionForm {
  const text = replaceQuoted(question, "that");
  const sentences = text
    .split(/(?<=[?!…])\s+|(?<!\b(?:mr|mrs|ms|dr|st|sr|sra|srta|dña|\p{L})\.)(?<=\.)\s+/iu)
    .filter((sentence) => /\p{L}/u.test(sentence));
  const marks = Math.max(count(text, "?"), count(text, "¿"));
  const read = language === "en" ? readEnglish : readSpanish;
  const asked = sentences.map(read).filter((form) => form.asks.length > 0);
  return {
    several: marks > 1 || asked.length > 1 || asked.some((form) => form.asks.length > 1 || form.joined),
    open: marks > 0 && asked.length > 0 && asked.every((form) => form.asks.every((ask) => ask === "open")),
  };
}

function readEnglish(sentence: string): { asks: Ask[]; joined: boolean } {
  const isQuestion = sentence.includes("?");
  const clauses = splitClauses(sentence.replaceAll(/['’]/gu, ""));
  const asks = clauses.map((clause, index) =>
    isQuestion || englishOrder.test(clause) ? judgeEnglish(clause, index === clauses.length - 1) : undefined,
  );
  const first = asks.indexOf("open");
  const found = asks.filter(
    (ask, index) =>
      ask !== undefined &&
      !(first !== -1 && index > first && isRelative(clauses[index] ?? "")) &&
      // "Tell me: what was it like" asks once.
      !(englishOrder.test(clauses[index] ?? "") && asks.some((other, at) => at > index && other === "open")),
  );
  const plain = clauses.join(" ");
  if (isQuestion && found.length === 0) found.push(asksLater(plain) ? "open" : "closed");
  const rest = plain.replace(/^(?:and|or|but)\s/, "");
  const joined = isQuestion || found.length > 0 ? englishJoined.test(rest) && hasAsk(rest) : false;
  return { asks: found, joined: joined || (found.length > 0 && englishJoinedClosed.test(rest)) };
}

function judgeEnglish(clause: string, isLast: boolean): Ask {
  if (englishOrder.test(clause)) return "open";
  const tokens = skip(clause.split(" "), englishJoins, englishPlaces, englishWh);
  const [first = "", second = ""] = tokens;
  if (auxiliaries.has(first)) return "closed";
  if (isLast && englishTags.test(clause)) return "closed";
  if (!englishWh.has(first)) return undefined;
  // "When you were ten" only says when; "what a day" doesn't ask.
  if (first === "what") return second === "a" || second === "an" ? undefined : "open";
  if (first === "how") return tokens.slice(1, 8).some((word) => auxiliaries.has(word)) ? "open" : undefined;
  if (first === "when" || first === "where" || first === "why")
    return auxiliaries.has(second) || englishPlaces.has(second) || /^(?:else|exactly)$/.test(second)
      ? "open"
      : undefined;
  return "open";
}

/** "Who asks", behind a question, says more of somebody; "who was there" asks again. */
function isRelative(clause: string): boolean {
  const [first = "", second = ""] = clause.split(" ");
  return /^who(?:m|se)?$|^which$/.test(first) && !auxiliaries.has(second);
}

/** A question whose beginning isn't set off by a comma: "Back at the mill what did you eat". */
function asksLater(plain: string): boolean {
  const tokens = plain.split(" ");
  return (
    !auxiliaries.has(tokens[0] ?? "") &&
    tokens.some((word, at) => at > 0 && englishWh.has(word) && auxiliaries.has(tokens[at + 1] ?? ""))
  );
}

function hasAsk(plain: string): boolean {
  const before = plain.slice(0, plain.search(englishJoined));
  return englishOrder.test(before) || before.split(" ").some((word) => englishWh.has(word));
}

function readSpanish(sentence: string): { asks: Ask[]; joined: boolean } {
  const isQuestion = /[?¿]/u.test(sentence);
  const from = sentence.indexOf("¿");
  const clauses = splitClauses(from === -1 ? sentence : sentence.slice(from));
  const orders = clauses.filter((clause) => spanishOrder.test(clause));
  if (!isQuestion && orders.length === 0) return { asks: [], joined: false };
  const asks = clauses.map((clause, index) =>
    judgeSpanish(clause, index === 0, index === clauses.length - 1),
  );
  const found = asks.filter((ask) => ask !== undefined);
  if (found.length === 0) found.push("closed");
  const plain = clauses.join(" ").replace(/^(?:y|e|o|pero)\s/, "");
  const at = plain.search(spanishJoined);
  const before = at === -1 ? "" : plain.slice(0, at);
  const joined = spanishOrder.test(before) || before.split(" ").some((word) => spanishWh.has(word));
  return { asks: found, joined };
}

function judgeSpanish(clause: string, isFirst: boolean, isLast: boolean): Ask {
  if (spanishOrder.test(clause)) return "open";
  if (isLast && spanishTags.test(clause)) return "closed";
  const tokens = skip(clause.split(" "), spanishJoins, spanishPlaces, isFirst ? spanishWhAny : spanishWh);
  const first = tokens[0] ?? "";
  return spanishWh.has(first) || (isFirst && spanishWhBare.has(first)) ? "open" : undefined;
}

/** The words of a clause behind what only leads to its first one: "and", and "in" before "what". */
function skip(
  tokens: string[],
  joins: ReadonlySet<string>,
  places: ReadonlySet<string>,
  wh: ReadonlySet<string>,
): string[] {
  const rest = joins.has(tokens[0] ?? "") && tokens.length > 1 ? tokens.slice(1) : tokens;
  return places.has(rest[0] ?? "") && wh.has(rest[1] ?? "") ? rest.slice(1) : rest;
}

function splitClauses(sentence: string): string[] {
  return sentence
    .toLowerCase()
    .normalize("NFC")
    .split(/[,:;—–()¿?!…]|\.(?=\s|$)/u)
    .map((clause) => clause.replace(/[^\p{L}\p{N}\p{M}-]+/gu, " ").trim())
    .filter(Boolean);
}

function words(list: string): ReadonlySet<string> {
  return new Set(list.split(" "));
}

const spanishWhAny: ReadonlySet<string> = new Set([...spanishWh, ...spanishWhBare]);

function count(text: string, mark: string): number {
  return text.split(mark).length - 1;
}
