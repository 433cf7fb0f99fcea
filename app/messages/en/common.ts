export const common = {
  save: "Save",
  saving: "Saving…",
  cancel: "Cancel",
  undo: "Undo",
  saved: "Saved.",
  back: "Back to your vault",
} as const;
