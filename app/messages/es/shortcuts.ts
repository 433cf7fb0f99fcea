import type { Catalogue } from "../en/index.ts";

export const shortcuts = {
  title: "Atajos de teclado",
  everywhere: "En todas las páginas",
  playing: "Donde se escucha una historia",
  interviewing: "En una entrevista",
  space: "Espacio",
  on: "Los atajos están activados",
  hint: "No hacen nada mientras escribes. Las flechas, el tabulador y la tecla Intro funcionan como siempre. Tu elección se guarda en este dispositivo.",
  close: "Cerrar",
  does: {
    help: "Mostrar esta lista",
    search: "Buscar",
    tell: "Contar una historia",
    stories: "Ir a las historias",
    people: "Ir a las personas",
    timeline: "Ir a la línea del tiempo",
    toggle: "Escuchar y pausar",
    back: "Diez segundos atrás",
    forward: "Diez segundos adelante",
    finish: "He terminado",
    skip: "Saltar la pregunta",
    offRecord: "Fuera de grabación, y de vuelta",
    pause: "Pausar y seguir",
    stopVoice: "Callar la voz que lee",
  },
} satisfies Catalogue["shortcuts"];
