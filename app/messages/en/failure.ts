export const failure = {
  heading: "This one needs you",
  short: "We could not finish this story. Open it to see what you can do.",
  safe: "The recording itself is safe with us.",
  retry: "Try again",
  retrying: "Trying again…",
  retryHint: "Nothing is lost. You can let us try again now, or later.",
  final:
    "Trying again would not help. You can delete it here, and add the story once more if you have the recording elsewhere.",
  empty: "We listened to the whole recording and heard nobody speak.",
  damaged: "The recording is damaged: we could not read it to its end.",
  missing: "The recording is no longer where we had put it. We are sorry.",
  unsupported: "We can't read this kind of recording.",
  language: "Here, on this computer, we only understand English so far. The recording is kept as it is.",
  transcribe: "We could not write the words down.",
  enrich: "We have the words, but we could not find out who, where and when.",
  pin: "We have the words, but we could not make the copy that is kept for good.",
  other: "Something went wrong on our side.",
} as const;
