import type { Catalogue } from "../en/index.ts";

export const news = {
  title: "Novedades",
  bell_one: "Novedades, {{count}} sin leer",
  bell_many: "Novedades, {{count}} sin leer",
  bell_other: "Novedades, {{count}} sin leer",
  none: "No hay nada nuevo. Cuando una historia esté lista para oírla, te lo decimos aquí.",
  ready: "«{{title}}» está lista para oírla.",
  failed: "«{{title}}» te necesita.",
  joined: "{{name}} ya forma parte de «{{family}}».",
  heard: "«{{title}}» habla de «{{name}}». ¿Es {{person}}?",
  deleting: "«{{family}}» se borrará el {{date}}. Hasta entonces, quienes la llevan pueden conservarla.",
  isNew: "Nueva",
  markOne: "Ya la he leído",
  markOneLabel: "Ya la he leído: {{news}}",
  markRead: "Las he leído todas",
  settings: "Elige qué te contamos",
  settingsTitle: "Qué te contamos y cómo",
  settingsText:
    "Di, para cada clase de novedad, si quieres verla en tu página de novedades y si quieres un correo.",
  unproved:
    "Solo enviamos correos a una dirección que sabemos que es tuya, y la tuya aún no está confirmada. Puedes hacerlo en la página de tu cuenta.",
  onPage: "Verla entre mis novedades",
  mail: "Por correo",
  never: "Sin correo",
  atOnce: "Enseguida",
  daily: "Una vez al día",
  kinds: {
    ready: "Una historia está lista para oírla",
    failed: "Una historia no se ha podido terminar",
    joined: "Alguien entra en una familia que tú llevas",
    heard: "Una historia habla de alguien, y quizá tú sabes quién es",
    deleting: "Una familia se va a borrar",
  },
  language: "Los correos hablan el idioma de esta página.",
} satisfies Catalogue["news"];
