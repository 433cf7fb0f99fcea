export const error = {
  notFoundTitle: "This page isn't here",
  notFoundText:
    "It may have been deleted, or it belongs to another family. Your own stories are where they were.",
  forbiddenTitle: "This is not yours to change",
  forbiddenText: "You may look at it, but not change it. An owner of the family can.",
  busyTitle: "Too much at once",
  busyText: "Please wait a minute, then try again. Nothing is lost.",
  awayTitle: "We can't reach the vault just now",
  awayText: "Everything that was kept is safe. Please try again in a minute.",
  title: "Something went wrong on our side",
  text: "Nothing is lost. Please try again; if it stays like this, tell the one who runs this vault the number below.",
  number: "Number: {{id}}",
  home: "Go to your vault",
  again: "Try again",
} as const;
