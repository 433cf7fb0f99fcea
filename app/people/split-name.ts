/** A name on two lines at most, of so many letters; what doesn't fit ends in "…". */
export function splitName(name: string, letters: number): string[] {
  const cut = (line: string) => (line.length > letters ? `${line.slice(0, letters - 1)}…` : line);
  if (name.length <= letters) return [name];
  const space = name.lastIndexOf(" ", letters);
  if (space <= 0) return [cut(name)];
  return [name.slice(0, space), cut(name.slice(space + 1))];
}
