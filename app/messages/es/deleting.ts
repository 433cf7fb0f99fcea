import type { Catalogue } from "../en/index.ts";

export const deleting = {
  done: "«{{title}}» se ha eliminado.",
  until: "Puedes recuperarla hasta el {{date}}.",
  title: "Eliminadas hace poco",
  hint: "Lo que se elimina se puede recuperar durante 30 días. Después se borran la grabación, sus palabras, todo lo que se encontró en ella y la copia guardada.",
  none: "En los últimos 30 días no se ha eliminado nada.",
  dates:
    "Eliminada el {{deleted}}. Puedes recuperarla hasta el {{erased}}; después se borra, y también la copia guardada.",
  restore: "Recuperarla",
  erase: "Eliminar para siempre",
  eraseTitle: "¿Eliminar «{{title}}» para siempre?",
  eraseText:
    "La grabación, sus palabras y todo lo que se encontró en ella se borran ahora, y también la copia guardada. No se puede deshacer.",
  eraseYes: "Eliminarla para siempre",
  eraseNo: "Dejarla aquí",
  erased: "Se está borrando ahora.",
} satisfies Catalogue["deleting"];
