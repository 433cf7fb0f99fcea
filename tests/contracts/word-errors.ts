/** Words as they are compared: lower case, no punctuation, hyphens as spaces, "Mr." and "mister" the same. */
function listWords(text: string): string[] {
  const plain = text
    .toLowerCase()
    .replaceAll("’", "'")
    .replace(/[^\p{L}\p{N}']+/gu, " ");
  return plain
    .split(" ")
    .filter((word) => word !== "")
    .map((word) => (word === "mister" ? "mr" : word));
}

/** Counts the substituted, missing and added words of `heard` against `spoken`, and the words spoken. */
export function countWordErrors(spoken: string, heard: string): { errors: number; words: number } {
  const expected = listWords(spoken);
  let row = [0, ...listWords(heard).map((_, i) => i + 1)];
  for (const [i, word] of expected.entries()) {
    const next = [i + 1];
    for (const [j, other] of listWords(heard).entries()) {
      const substituted = (row[j] ?? 0) + (word === other ? 0 : 1);
      next.push(Math.min(substituted, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return { errors: row.at(-1) ?? 0, words: expected.length };
}
