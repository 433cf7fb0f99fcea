import type { Catalogue } from "../en/index.ts";

export const player = {
  label: "La grabación",
  play: "Escuchar",
  pause: "Pausar",
  back: "Retroceder 10 segundos",
  forward: "Avanzar 10 segundos",
  position: "Lugar en la grabación",
  positionOf: "{{time}} de {{all}}",
  speed: "Velocidad",
  failed:
    "No se ha podido cargar la grabación. Está a salvo; mira si tienes conexión y vuelve a darle a escuchar.",
} satisfies Catalogue["player"];
