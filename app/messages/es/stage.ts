import type { Catalogue } from "../en/index.ts";

export const stage = {
  uploading: "La grabación está en camino…",
  uploaded: "La grabación está a salvo. Empezamos a escuchar en un momento.",
  transcribing: "Escuchando las palabras…",
  transcribingOf: "Escuchando las palabras… {{done}} de {{all}}",
  enriching: "Leyendo la historia: quién, dónde y cuándo…",
  pinning: "Haciendo la copia que se guarda para siempre…",
  closePage: "Puedes cerrar esta página; sigue sin ti.",
  progress: "Cuánto va",
  busy: {
    transcribe: "La grabación está a salvo. El servicio que escribe las palabras está ocupado.",
    enrich: "La grabación y sus palabras están a salvo. El servicio que lee la historia está ocupado.",
    pin: "La grabación y sus palabras están a salvo. El lugar donde se guarda la copia está ocupado.",
  },
  again: "Lo volvemos a intentar sin que hagas nada.",
  againAt: "Lo volvemos a intentar a las {{time}}.",
} satisfies Catalogue["stage"];
