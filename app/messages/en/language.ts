export const language = {
  label: "Language of these pages",
} as const;
