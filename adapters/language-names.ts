// The languages that Whisper knows, by ISO 639 code.
const codes = (
  "af am ar as az ba be bg bn bo br bs ca cs cy da de el en es et eu fa fi fo fr gl gu ha haw he hi hr ht hu hy id is it ja " +
  "jv ka kk km kn ko la lb ln lo lt lv mg mi mk ml mn mr ms mt my ne nl nn no oc pa pl ps pt ro ru sa sd si sk sl sn so sq " +
  "sr su sv sw ta te tg th tk tl tr tt uk ur uz vi yi yo yue zh"
).split(" ");

// Where Whisper's name (or one of its aliases) isn't the one of CLDR.
const otherNames: Record<string, string> = {
  bengali: "bn",
  burmese: "my",
  castilian: "es",
  flemish: "nl",
  haitian: "ht",
  letzeburgesch: "lb",
  mandarin: "zh",
  maori: "mi",
  moldavian: "ro",
  moldovan: "ro",
  myanmar: "my",
  nynorsk: "nn",
  panjabi: "pa",
  pushto: "ps",
  sinhalese: "si",
  tagalog: "tl",
  valencian: "ca",
};

let codesByName: Map<string, string> | undefined;

/** The language tag for what a vendor calls a language: "english", "English" or "en". undefined: nothing we know. */
export function findLanguageTag(name: string): string | undefined {
  const key = name.trim().toLowerCase();
  if (codes.includes(key)) return key;
  if (!codesByName) {
    const names = new Intl.DisplayNames("en", { type: "language" });
    codesByName = new Map(codes.map((code) => [names.of(code)?.toLowerCase() ?? code, code]));
  }
  return otherNames[key] ?? codesByName.get(key);
}
