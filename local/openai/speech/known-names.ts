/**
 * The names in a prompt ("Aoife, Jon Dashwood" or a sentence): its capitalised words of three letters or more.
 */
export function findNames(prompt: string): string[] {
  return [...new Set(prompt.match(/\p{Lu}\p{L}{2,}/gu) ?? [])];
}

/**
 * Spells capitalised words of a sentence as the known name that sounds exactly alike: "Katherine" becomes a known
 * "Catherine", "Dash wood" a known "Dashwood". Names that only resemble one another ("Joan", "John") stay as
 * heard: a wrong relative is worse than an odd spelling. A sentence's first word is capitalised anyway, so it
 * needs six letters to count.
 */
export function writeKnownNames(sentence: string, names: string[]): string {
  const bySound = new Map<string, string | null>();
  for (const name of names) {
    const sound = writeSound(name);
    bySound.set(sound, bySound.has(sound) ? null : name);
  }
  const find = (word: string, offset: number) => {
    if (names.includes(word) || (offset === 0 && word.length < 6)) return undefined;
    return bySound.get(writeSound(word)) ?? undefined;
  };
  return sentence
    .replace(
      /(?<!\p{L})(\p{Lu}\p{L}{2,}) (\p{L}{4,})/gu,
      (pair, first: string, second: string, at: number) => {
        return find(first + second, at) ?? pair;
      },
    )
    .replace(/(?<!\p{L})\p{Lu}\p{L}{2,}/gu, (word, at: number) => find(word, at) ?? word);
}

/** A spelling shared by English names that are pronounced the same; vowels count. */
function writeSound(word: string): string {
  return word
    .normalize("NFD")
    .replace(/\P{L}/gu, "")
    .toLowerCase()
    .replace(/^kn/, "n")
    .replace(/^wr/, "r")
    .replaceAll("ph", "f")
    .replace(/chr/g, "kr")
    .replace(/ck|q/g, "k")
    .replace(/c(?=[eiy])/g, "s")
    .replace(/c(?!h)/g, "k")
    .replace(/(?<=[^cst])h/g, "")
    .replace(/([^aeiouy]{2})e$/, "$1")
    .replace(/(ey|ee)$/, "y")
    .replaceAll("y", "i")
    .replace(/(.)\1+/g, "$1");
}
