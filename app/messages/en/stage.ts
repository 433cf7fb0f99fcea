export const stage = {
  uploading: "The recording is on its way…",
  uploaded: "The recording is safe. We begin to listen in a moment.",
  transcribing: "Listening to the words…",
  transcribingOf: "Listening to the words… {{done}} of {{all}}",
  enriching: "Reading the story: who, where and when…",
  pinning: "Making the copy that is kept for good…",
  closePage: "You may close this page; it goes on by itself.",
  progress: "How far it is",
  busy: {
    transcribe: "The recording is safe. The service that writes the words down is busy.",
    enrich: "The recording and its words are safe. The service that reads the story is busy.",
    pin: "The recording and its words are safe. The place where the copy is kept is busy.",
  },
  again: "We try again by ourselves.",
  againAt: "We try again at {{time}}.",
} as const;
