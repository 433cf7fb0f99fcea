import type { Catalogue } from "../en/index.ts";

export const again = {
  heading: "Hacerlo otra vez",
  text: "Quizá hoy entendamos esta historia mejor que cuando se contó. No se pierde nada: lo que escribiste o corregiste se queda como lo dejaste, y mientras tanto se puede escuchar y leer.",
  listen: "Escuchar otra vez",
  listenHint: "Escribe las palabras de nuevo y vuelve a buscar quién, dónde y cuándo.",
  read: "Leer otra vez",
  readHint: "Deja las palabras como están y vuelve a buscar quién, dónde y cuándo.",
  kept: "La grabación y todo lo que había aquí siguen como estaban. No se ha perdido nada.",
  busy: "Ya se está trabajando en esta historia.",
} satisfies Catalogue["again"];
