/** A spelling shared by English names that are pronounced the same; vowels count. */
export function writeSound(word: string): string {
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

/**
 * Whether two sounds differ in their vowels only, and in no more than one of them for every four letters: "dashwood" and
 * "deshwood", but not "joan" and "john". A vowel at the beginning makes another name ("Alma", "Elma").
 */
export function soundsNear(one: string, other: string): boolean {
  const consonants = (sound: string) => sound.replace(/(?!^)[aeiou]+/g, " ");
  if (one.length < 6 || other.length < 6) return false;
  if (consonants(one).replaceAll(" ", "") !== consonants(other).replaceAll(" ", "")) return false;
  return countDifferences(vowelsOf(one), vowelsOf(other)) <= Math.max(one.length, other.length) / 4;
}

/** What stands between the consonants, in order. */
function vowelsOf(sound: string): string[] {
  return sound.split(/[^aeiou]/);
}

function countDifferences(one: string[], other: string[]): number {
  return one.filter((vowels, at) => vowels !== other[at]).length;
}
