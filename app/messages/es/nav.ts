import type { Catalogue } from "../en/index.ts";

export const nav = {
  label: "El baúl de tu familia",
  stories: "Historias",
  people: "Personas",
  timeline: "Tiempo",
  search: "Buscar",
  searchLabel: "Buscar en las historias de tu familia",
  family: "Familia",
  news: "Novedades",
  menu: "Menú",
  interviews: "Entrevistas",
  families: "Tus familias",
  account: "Tu cuenta",
  signOut: "Cerrar sesión",
} satisfies Catalogue["nav"];
