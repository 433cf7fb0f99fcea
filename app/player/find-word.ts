/** The index of the word that is being said at `seconds`: the last one that has begun; -1 before the first. `starts` ascend. */
export function findWord(starts: number[], seconds: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((starts[middle] ?? Number.POSITIVE_INFINITY) <= seconds) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
