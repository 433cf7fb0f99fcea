import type { Catalogue } from "../en/index.ts";

export const files = {
  choose: "Elegir grabaciones",
  drop: "o suéltalas aquí",
  dropNow: "Suelta para añadirlas",
  kinds: "WAV, MP3, M4A, Ogg, WebM o FLAC; hasta 500 MB o 6 horas cada una.",
  many: "¿Tienes muchas? Añade una carpeta entera",
  list: "Tus archivos",
  allDone: "Han llegado todos.",
} satisfies Catalogue["files"];
