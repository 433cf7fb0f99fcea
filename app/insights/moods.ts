/** The moods that have a word in each language; whatever else a story is said to feel like is shown as it was said. */
const moods = [
  "joyful",
  "warm",
  "proud",
  "funny",
  "hopeful",
  "grateful",
  "nostalgic",
  "calm",
  "sad",
  "fearful",
  "angry",
] as const;

/** Whether a mood has a word of its own in the catalogue. */
export function isKnownMood(tone: string): tone is (typeof moods)[number] {
  return (moods as readonly string[]).includes(tone);
}
