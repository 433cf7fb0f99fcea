export const files = {
  choose: "Choose recordings",
  drop: "or drop them here",
  dropNow: "Let go to add them",
  kinds: "WAV, MP3, M4A, Ogg, WebM or FLAC; up to 500 MB or 6 hours each.",
  many: "Have you got many? Add a whole folder",
  list: "Your files",
  allDone: "All of them have arrived.",
} as const;
