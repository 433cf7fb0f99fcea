import type { Catalogue } from "../en/index.ts";

export const happened = {
  spring: "primavera de {{year}}",
  summer: "verano de {{year}}",
  autumn: "otoño de {{year}}",
  winter: "invierno de {{year}}",
  decade: "la década de {{year}}",
  about: "alrededor de {{year}}",
  upTo: "hasta {{date}}",
  between: "{{from}} a {{to}}",
} satisfies Catalogue["happened"];
