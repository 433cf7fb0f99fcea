import type { Catalogue } from "../en/index.ts";

export const families = {
  title: "Tus familias",
  roles: {
    owner: "Tú llevas esta familia.",
    editor: "Aquí puedes contar historias y cambiarlas.",
    viewer: "Aquí puedes escuchar.",
  },
  beginTitle: "Empezar otra familia",
  beginText: "Tendrá su propio baúl. Nadie de tus otras familias ve lo que se cuenta en él.",
  name: "¿Cómo se llama esta familia?",
  nameHint: "Por ejemplo «Los Rivera» o «La familia de mamá».",
  nameMissing: "Una familia necesita un nombre.",
  nameTooLong: "Ese nombre es demasiado largo. El máximo son 120 letras.",
  begin: "Empezar",
} satisfies Catalogue["families"];
