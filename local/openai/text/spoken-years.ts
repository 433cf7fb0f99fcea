const units = "one two three four five six seven eight nine".split(" ");
const teens = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(" ");
const tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");

const unit = `(?:${units.join("|")})`;
const twoDigits = `(?:(?:${tens.join("|")})(?:[ -]${unit})?|${teens.join("|")}|(?:oh|o)[ -]${unit})`;

/** Matches a year in digits (1956), short ('56) or words (nineteen fifty-six, two thousand and three). */
export const yearPattern = `(?:(?:1[89]|20)\\d\\d(?![\\d,]\\d|s)|['’]\\d\\d(?!\\d|s)|(?:eighteen|nineteen) (?:${twoDigits}|hundred)|twenty[ -](?:${teens.join("|")}|twenty(?:[ -]${unit})?)|two thousand(?:(?: and)? (?:${units.join("|")}|${teens.join("|")}))?)`;

/** The year that a match of `yearPattern` names. */
export function readYear(text: string): number | undefined {
  const words = text.toLowerCase().trim();
  const digits = /^['’]?(\d+)$/.exec(words)?.[1];
  if (digits?.length === 4) return Number(digits);
  // Whoever tells of '05 means 2005, whoever tells of '56 means 1956.
  if (digits?.length === 2) return Number(digits) + (Number(digits) < 20 ? 2000 : 1900);
  const [first, ...rest] = words.split(/[ -]+/).filter((word) => word !== "and");
  if (first === "two") return 2000 + (readNumber(rest.slice(1)) ?? 0);
  const century = { eighteen: 1800, nineteen: 1900, twenty: 2000 }[first ?? ""];
  if (century === undefined) return undefined;
  if (rest[0] === "hundred") return century;
  const year = readNumber(rest.filter((word) => word !== "oh" && word !== "o"));
  return year === undefined ? undefined : century + year;
}

/** 1 to 99 from words such as ["fifty", "six"]. */
function readNumber(words: string[]): number | undefined {
  const [first, second] = words;
  if (first === undefined) return undefined;
  if (units.includes(first)) return units.indexOf(first) + 1;
  if (teens.includes(first)) return teens.indexOf(first) + 10;
  if (!tens.includes(first)) return undefined;
  return (tens.indexOf(first) + 2) * 10 + (second ? units.indexOf(second) + 1 : 0);
}

/** Matches a number up to ninety-nine in digits or words. */
export const numberPattern = `(?:\\d{1,2}|(?:${tens.join("|")})(?:[ -]${unit})?|${teens.join("|")}|${unit})`;

const decades = "twenties thirties forties fifties sixties seventies eighties nineties".split(" ");

const shortDecade = `(?:${decades.join("|")}|[2-9]0['’]?s)`;

/** Matches a decade: 1950s, '50s, the fifties, nineteen-fifties. "In my fifties" is an age, not a decade. */
export const decadePattern = `(?:(?:the )?(?:(?:early|mid|middle|late)[ -])?(?:(?:1[89]|20)\\d0['’]?s|['’][2-9]0['’]?s|nineteen[ -](?:${decades.join("|")}))|the (?:(?:early|mid|middle|late)[ -])?${shortDecade})(?![\\p{L}\\d])`;

/** The first year of a decade that `decadePattern` matched. */
export function readDecade(text: string): number | undefined {
  const digits = /(\d{2,4})['’]?s$/.exec(text)?.[1];
  if (digits) return digits.length === 4 ? Number(digits) : 1900 + Number(digits);
  const index = decades.findIndex((decade) => text.toLowerCase().endsWith(decade));
  return index < 0 ? undefined : 1920 + index * 10;
}
