import type { Catalogue } from "../en/index.ts";

export const failure = {
  heading: "Esta te necesita",
  short: "No hemos podido terminar esta historia. Ábrela para ver qué puedes hacer.",
  safe: "La grabación está a salvo con nosotros.",
  retry: "Intentarlo otra vez",
  retrying: "Intentándolo otra vez…",
  retryHint: "No se ha perdido nada. Podemos intentarlo otra vez ahora, o más tarde.",
  final:
    "Intentarlo otra vez no serviría de nada. Puedes eliminarla aquí y añadir la historia de nuevo si tienes la grabación en otro sitio.",
  empty: "Hemos escuchado la grabación entera y no hemos oído hablar a nadie.",
  damaged: "La grabación está dañada: no hemos podido leerla hasta el final.",
  missing: "La grabación ya no está donde la habíamos puesto. Lo sentimos.",
  unsupported: "No podemos leer este tipo de grabación.",
  language:
    "Aquí, en este ordenador, por ahora solo entendemos inglés. La grabación se guarda tal como está.",
  transcribe: "No hemos podido escribir las palabras.",
  enrich: "Tenemos las palabras, pero no hemos podido averiguar quién, dónde y cuándo.",
  pin: "Tenemos las palabras, pero no hemos podido hacer la copia que se guarda para siempre.",
  other: "Algo ha fallado por nuestra parte.",
} satisfies Catalogue["failure"];
