export const again = {
  heading: "Do it again",
  text: "We may understand this story better today than when it was told. Nothing is lost by it: what you wrote or corrected stays as you left it, and the story can be heard and read meanwhile.",
  listen: "Listen again",
  listenHint: "Writes the words down anew, then finds again who, where and when.",
  read: "Read again",
  readHint: "Keeps the words as they are, and finds again who, where and when.",
  kept: "The recording and everything that was here before are still as they were. Nothing is lost.",
  busy: "This story is being worked on already.",
} as const;
