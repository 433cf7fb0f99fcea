/** A stretch of a text; the words that were asked for are marked. */
export interface Stretch {
  text: string;
  marked: boolean;
}

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

/**
 * Takes a highlight of the search apart, which is HTML of escaped text and `<mark>…</mark>` alone. Whatever else there may be
 * stays text: nothing of it becomes an element.
 */
export function splitMarks(highlight: string): Stretch[] {
  let marked = false;
  return highlight.split(/(<mark>|<\/mark>)/).flatMap((part): Stretch[] => {
    if (part === "<mark>" || part === "</mark>") {
      marked = part === "<mark>";
      return [];
    }
    return part === "" ? [] : [{ text: readEntities(part), marked }];
  });
}

/** The text of stretches, without their marks. */
export function joinStretches(stretches: Stretch[]): string {
  return stretches.map(({ text }) => text).join("");
}

function readEntities(text: string): string {
  // In one pass: what looks like an entity only after another was read is text.
  return text.replaceAll(/&(amp|lt|gt|quot|#39);/g, (whole, name: string) => entities[name] ?? whole);
}
