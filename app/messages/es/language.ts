import type { Catalogue } from "../en/index.ts";

export const language = {
  label: "Idioma de estas páginas",
} satisfies Catalogue["language"];
