import type { Catalogue } from "../en/index.ts";

export const common = {
  save: "Guardar",
  saving: "Guardando…",
  cancel: "Cancelar",
  undo: "Deshacer",
  saved: "Guardado.",
  back: "Volver a tu baúl",
} satisfies Catalogue["common"];
