import type { Catalogue } from "../en/index.ts";

export const add = {
  title: "Contar una historia",
  record: "Grábala",
  recordHint: "Siéntate donde haya silencio, ten el dispositivo al alcance de la mano y tómate tu tiempo.",
  files: "O añade una grabación que ya tengas",
  needsScript: "Para grabar y añadir archivos hace falta JavaScript, que está desactivado en este navegador.",
} satisfies Catalogue["add"];
