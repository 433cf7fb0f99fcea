/** Of a quote's words this share must be found, in order; under 7 words that is every word. */
const foundShare = 0.85;
/** Found words may be recognised a little differently, but this share of the quote must stand there letter by letter. */
export const exactShare = 0.6;
/** A stretch has at most this many times the quote's words: room for "um" and false starts. */
export const stretchShare = 1.3;
/** So many words in a row may be spoken that the quote leaves out; more would join a second place to the first. */
const maxSkipped = 4;

const scores = { exact: 1, similar: 0.7, different: -0.6, leftOut: -0.6, inserted: -0.35 };

/** Where in a window the quote begins and ends, and how well it fits: 1 for every exact word. */
export interface Alignment {
  first: number;
  last: number;
  score: number;
}

/**
 * Makes a function that lays a quote's words along a window of spoken words, in order, and answers the place where they
 * fit best; undefined where too few of them are found, or not close enough together.
 */
export function createAligner(
  quote: readonly string[],
): (spoken: readonly string[]) => Alignment | undefined {
  const compare = quote.map(createComparison);
  return (spoken) => {
    const width = spoken.length + 1;
    // best[i * width + j]: the best fit of the quote's first i words that ends at spoken word j.
    const best = new Float64Array((quote.length + 1) * width);
    for (let i = 1; i <= quote.length; i++) {
      best[i * width] = i * scores.leftOut;
      for (let j = 1; j < width; j++) {
        const pair = (best[(i - 1) * width + j - 1] ?? 0) + (compare[i - 1]?.(spoken[j - 1] ?? "") ?? 0);
        const leftOut = (best[(i - 1) * width + j] ?? 0) + scores.leftOut;
        const inserted = (best[i * width + j - 1] ?? 0) + scores.inserted;
        best[i * width + j] = Math.max(pair, leftOut, inserted);
      }
    }
    const bottom = quote.length * width;
    let end = 0;
    for (let j = 1; j < width; j++) if ((best[bottom + j] ?? 0) > (best[bottom + end] ?? 0)) end = j;
    const score = best[bottom + end] ?? 0;
    const found = traceBack(quote, spoken, compare, best, end);
    const first = found.places[0];
    const last = found.places.at(-1);
    if (first === undefined || last === undefined) return undefined;
    const skipped = found.places.some(
      (place, at) => at > 0 && place - (found.places[at - 1] ?? 0) > maxSkipped + 1,
    );
    if (skipped || last - first + 1 > Math.floor(quote.length * stretchShare)) return undefined;
    if (found.places.length < Math.ceil(quote.length * foundShare)) return undefined;
    if (found.exact < Math.ceil(quote.length * exactShare)) return undefined;
    return { first, last, score };
  };
}

/** The spoken places of the quote's found words, in order, and how many are exact. */
function traceBack(
  quote: readonly string[],
  spoken: readonly string[],
  compare: readonly ((word: string) => number)[],
  best: Float64Array,
  end: number,
): { places: number[]; exact: number } {
  const width = spoken.length + 1;
  const places: number[] = [];
  let exact = 0;
  for (let i = quote.length, j = end; i > 0 && j > 0; ) {
    const here = best[i * width + j] ?? 0;
    const fit = compare[i - 1]?.(spoken[j - 1] ?? "") ?? 0;
    if (here === (best[(i - 1) * width + j - 1] ?? 0) + fit) {
      i--;
      j--;
      if (fit > 0) places.push(j);
      if (fit === scores.exact) exact++;
    } else if (here === (best[(i - 1) * width + j] ?? 0) + scores.leftOut) i--;
    else j--;
  }
  return { places: places.reverse(), exact };
}

function createComparison(wanted: string): (spoken: string) => number {
  const known = new Map<string, number>();
  return (spoken) => {
    if (spoken === wanted) return scores.exact;
    let score = known.get(spoken);
    if (score === undefined) {
      score = isSimilar(wanted, spoken) ? scores.similar : scores.different;
      known.set(spoken, score);
    }
    return score;
  };
}

/**
 * Whether two words may be the same word recognised differently: at most a quarter of the letters differ. Words under
 * 4 letters and numbers are either the same or not.
 */
export function isSimilar(a: string, b: string): boolean {
  const longest = Math.max(a.length, b.length);
  const allowed = Math.floor(longest / 4);
  if (Math.min(a.length, b.length) < 4 || Math.abs(a.length - b.length) > allowed) return false;
  if (/\d/u.test(a) || /\d/u.test(b)) return false;
  return editDistance(a, b) <= allowed;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
