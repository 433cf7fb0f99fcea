import type { Catalogue } from "../en/index.ts";

export const vault = {
  title: "Tu baúl",
  hello: "Hola, {{name}}.",
  tell: "Contar una historia",
  interview: "Hacer una entrevista",
  memories: "Historias",
  emptyTitle: "La primera historia es la más difícil de elegir.",
  emptyText:
    "Elige una pequeña: una cocina, un viaje, alguien a quien echas de menos. Habla como lo harías en la mesa. Nosotros escribimos las palabras, buscamos quién, dónde y cuándo, y guardamos tu voz.",
  emptyViewer:
    "Aquí no hay nada guardado todavía. En cuanto alguien de la familia cuente una historia, podrás oírla aquí.",
  addMany: "Añadir muchas grabaciones",
  deleted: "Eliminadas hace poco",
  older: "Historias anteriores",
  newest: "Volver a las más recientes",
  untitled: "Una historia que aún no tiene nombre",
  untitledFrom: "Una historia contada el {{date}}",
  by: "contada por {{name}}",
  play: "Escuchar «{{title}}»",
  pause: "Pausar «{{title}}»",
} satisfies Catalogue["vault"];
