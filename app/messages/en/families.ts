export const families = {
  title: "Your families",
  roles: {
    owner: "You look after this family.",
    editor: "You may tell stories here and change them.",
    viewer: "You may listen here.",
  },
  beginTitle: "Begin another family",
  beginText: "It gets a vault of its own. Nobody from your other families sees what is told there.",
  name: "What is this family called?",
  nameHint: "For example “The Riveras” or “Mother's side”.",
  nameMissing: "A family needs a name.",
  nameTooLong: "That name is too long. 120 letters are the most.",
  begin: "Begin",
} as const;
