const units = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];
const teens = [
  "ten",
  "eleven",
  "twelve",
  "thirteen",
  "fourteen",
  "fifteen",
  "sixteen",
  "seventeen",
  "eighteen",
  "nineteen",
];
const tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

const below10 = new Map(units.map((word, value) => [word, value]));
const from10to19 = new Map(teens.map((word, index) => [word, 10 + index]));
const byTens = new Map(tens.map((word, index) => [word, 20 + 10 * index]));
const decades = new Map(tens.map((word, index) => [`${word.slice(0, -1)}ies`, 20 + 10 * index]));
const ordinals = new Map<string, number>([
  ["first", 1],
  ["second", 2],
  ["third", 3],
  ["fourth", 4],
  ["fifth", 5],
  ["sixth", 6],
  ["seventh", 7],
  ["eighth", 8],
  ["ninth", 9],
  ["twelfth", 12],
  ...teens.filter((word) => word !== "twelve").map((word): [string, number] => [`${word}th`, teenOf(word)]),
  ...tens.map((word, index): [string, number] => [`${word.slice(0, -1)}ieth`, 20 + 10 * index]),
]);
const starts = new Set([...units, ...teens, ...tens, ...decades.keys(), ...ordinals.keys()]);

function teenOf(word: string): number {
  return 10 + teens.indexOf(word);
}

/** A number in figures and how many words say it. */
export interface SpokenNumber {
  figures: string;
  length: number;
}

/**
 * Reads the English number that begins at `at` and ends before `end`, as figures: nineteen fifty-six → 1956, the
 * nineteen fifties → 1950s, fifties → 50s, fourteenth → 14, two thousand and five → 2005. Words are lower case.
 */
export function readNumber(words: readonly string[], at: number, end: number): SpokenNumber | undefined {
  const word = words[at];
  if (word === undefined || at >= end || !starts.has(word)) return undefined;
  const decade = decades.get(word);
  if (decade !== undefined) return { figures: `${decade}s`, length: 1 };
  return readYear(words, at, end) ?? readCardinal(words, at, end);
}

/** A year said in two halves, from the seventeenth century on: earlier ones would swallow "eleven, twelve". */
function readYear(words: readonly string[], at: number, end: number): SpokenNumber | undefined {
  const first = words[at] ?? "";
  const century = first === "twenty" ? 20 : (from10to19.get(first) ?? 0);
  const next = at + 1 < end ? (words[at + 1] ?? "") : "";
  if (century < 16 || next === "") return undefined;
  const decade = decades.get(next);
  if (decade !== undefined) return { figures: `${century * 100 + decade}s`, length: 2 };
  if (next === "hundred" && century < 20) {
    const rest = readRest(words, at + 2, end);
    return { figures: `${century * 100 + (rest?.value ?? 0)}`, length: 2 + (rest?.length ?? 0) };
  }
  if (next === "oh" || next === "o") {
    const unit = at + 2 < end ? below10.get(words[at + 2] ?? "") : undefined;
    return unit ? { figures: `${century * 100 + unit}`, length: 3 } : undefined;
  }
  if (!from10to19.has(next) && !byTens.has(next)) return undefined;
  const rest = readBelow100(words, at + 1, end);
  return rest && { figures: `${century * 100 + rest.value}`, length: 1 + rest.length };
}

interface Value {
  value: number;
  length: number;
}

function readCardinal(words: readonly string[], at: number, end: number): SpokenNumber | undefined {
  const small = readBelow1000(words, at, end);
  if (!small) return undefined;
  const next = at + small.length;
  if (next >= end || words[next] !== "thousand" || small.value === 0) {
    return { figures: `${small.value}`, length: small.length };
  }
  const rest =
    words[next + 1] === "and" ? readRest(words, next + 1, end) : readBelow1000(words, next + 1, end);
  return {
    figures: `${small.value * 1000 + (rest?.value ?? 0)}`,
    length: small.length + 1 + (rest?.length ?? 0),
  };
}

function readBelow1000(words: readonly string[], at: number, end: number): Value | undefined {
  const small = readBelow100(words, at, end);
  if (!small || small.value < 1 || small.value > 9) return small;
  const next = at + small.length;
  if (next >= end || words[next] !== "hundred") return small;
  const rest = readRest(words, next + 1, end);
  return { value: small.value * 100 + (rest?.value ?? 0), length: small.length + 1 + (rest?.length ?? 0) };
}

/** What follows "hundred" or "thousand": an optional "and", then a number below 100. */
function readRest(words: readonly string[], at: number, end: number): Value | undefined {
  const joined = at < end && words[at] === "and" ? 1 : 0;
  const rest = readBelow100(words, at + joined, end);
  return rest && { value: rest.value, length: rest.length + joined };
}

function readBelow100(words: readonly string[], at: number, end: number): Value | undefined {
  if (at >= end) return undefined;
  const word = words[at] ?? "";
  const ten = byTens.get(word);
  if (ten === undefined) {
    const value = below10.get(word) ?? from10to19.get(word) ?? ordinals.get(word);
    return value === undefined ? undefined : { value, length: 1 };
  }
  const next = at + 1 < end ? (words[at + 1] ?? "") : "";
  const unit = below10.get(next) ?? ordinals.get(next) ?? 0;
  return unit >= 1 && unit <= 9 ? { value: ten + unit, length: 2 } : { value: ten, length: 1 };
}
