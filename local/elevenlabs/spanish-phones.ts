/**
 * Spanish in the sounds that an English voice has. Its letters are read by rule (c before e, silent h, ñ…), so it can be
 * understood where English spelling would leave nothing of it; rolled r, jota and pure vowels stay an accent.
 */

const vowels: Record<string, string> = {
  a: "aa",
  e: "eh",
  i: "iy",
  í: "iy",
  o: "ow",
  u: "uw",
  ú: "uw",
  y: "iy",
  ü: "w",
};
const glides: Record<string, string> = { i: "y", u: "w" };
const consonants: Record<string, string> = {
  b: "b",
  d: "d",
  f: "f",
  j: "hh",
  k: "k",
  l: "l",
  m: "m",
  n: "n",
  p: "p",
  r: "r",
  s: "s",
  t: "t",
  v: "b",
  w: "w",
  z: "s",
  ñ: "n y",
  x: "k s",
};
const pairs: Record<string, string> = { ch: "ch", ll: "y", rr: "r", qu: "k", ph: "f", sh: "sh" };
const digits = ["cero", "uno", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho", "nueve"];

/** The phones of flite's English voices for a Spanish text; figures are read digit by digit, marks are pauses. */
export function readSpanish(text: string): string {
  const plain = text
    .toLowerCase()
    .normalize("NFC")
    .replace(/\d/gu, (digit) => ` ${digits[Number(digit)]} `)
    // Of the accents only these two change a sound: the i of "día" is no glide.
    .replace(/[áéó]/gu, (vowel) => vowel.normalize("NFD").charAt(0));
  const phones = [...plain.matchAll(/[a-zñíúü]+|[.,;:!?…—]/gu)].map(([token]) =>
    /[a-zñíúü]/u.test(token) ? readWord(token) : "pau",
  );
  return ["pau", ...phones, "pau"].join(" ").replace(/pau(?: pau)+/gu, "pau");
}

function readWord(word: string): string {
  const phones: string[] = [];
  for (let at = 0; at < word.length; ) {
    const pair = pairs[word.slice(at, at + 2)];
    phones.push(pair ?? readLetter(word, at));
    at += pair === undefined ? 1 : 2;
  }
  return phones.filter((phone) => phone !== "").join(" ");
}

function readLetter(word: string, at: number): string {
  const [letter = "", before = "", next = ""] = [word[at], word[at - 1], word[at + 1]];
  const soft = /[eií]/u.test(next);
  if (letter === "h") return "";
  if (letter === "c") return soft ? "s" : "k";
  // In gue and gui the u only keeps the g hard.
  if (letter === "g") return soft ? "hh" : "g";
  if (letter === "u" && before === "g" && soft) return "";
  if (letter === "y" && /[aeou]/u.test(next)) return "y";
  if (/[iu]/u.test(letter) && /[aeouiíú]/u.test(next) && next !== letter) return glides[letter] ?? "";
  return vowels[letter] ?? consonants[letter] ?? "";
}
