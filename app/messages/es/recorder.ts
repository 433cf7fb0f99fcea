import type { Catalogue } from "../en/index.ts";

export const recorder = {
  start: "Empezar a grabar",
  starting: "Esperando al micrófono…",
  pause: "Pausar",
  resume: "Seguir",
  finish: "He terminado",
  recording: "Grabando",
  paused: "En pausa: tómate todo el tiempo que necesites.",
  keptUpTo: "Guardado en este dispositivo hasta {{time}}.",
  elapsed: "Tiempo grabado",
  level: "Con qué fuerza te oímos",
  quiet: "Te oímos muy flojito. Acércate un poco.",
  denied:
    "El micrófono está desactivado para esta página. Pulsa el pequeño micrófono o candado que hay junto a la dirección, permítelo y vuelve a intentarlo. O añade más abajo una grabación que ya tengas.",
  missing:
    "No hemos encontrado ningún micrófono. Puedes conectar uno y volver a intentarlo, o añadir más abajo una grabación que ya tengas.",
  busy: "Otro programa está usando el micrófono. Ciérralo y vuelve a intentarlo.",
  unsupported: "Este navegador no puede grabar. Puedes añadir más abajo una grabación que ya tengas.",
  full: "En este dispositivo ya no cabe más grabación. Lo que has contado hasta ahora está guardado: termínala ya.",
  interrupted:
    "El micrófono se ha ido. Lo que has contado hasta ahora está guardado; puedes seguir o terminar.",
  preparing: "Juntando tu grabación…",
  broken:
    "En este navegador no hemos podido juntar las partes de esta grabación. Siguen guardadas en este dispositivo.",
  reviewTitle: "Escúchala y guárdala",
  yourRecording: "Tu grabación",
  name: "¿Cómo se va a llamar?",
  nameHint: "Puedes dejarlo vacío: le ponemos nombre según lo que se cuenta.",
  narrator: "¿Quién la cuenta?",
  keep: "Guardarla",
  discard: "Descartarla",
  discardTitle: "¿Descartar esta grabación?",
  discardText: "Por ahora solo está en este dispositivo. Lo que descartes desaparece.",
  discardYes: "Descartarla",
  discardNo: "No, conservarla",
  keptTitle: "Guardamos tu grabación ({{time}})",
  keptText:
    "Dura {{length}}. Esta página se cerró antes de terminarla; nada de lo que contaste hasta entonces se ha perdido.",
  keptFinish: "Escuchar y terminar",
  keptOn: "Seguir contando",
  leaveTitle: "Tu grabación sigue en marcha",
  leaveText:
    "Si te vas, se detiene. Lo que has contado hasta ahora se queda en este dispositivo, y puedes seguir aquí más tarde.",
  leaveYes: "Parar y salir",
  leaveNo: "Quedarme aquí",
} satisfies Catalogue["recorder"];
