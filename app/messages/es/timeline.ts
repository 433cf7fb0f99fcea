import type { Catalogue } from "../en/index.ts";

export const timeline = {
  title: "Cronología",
  intro: "Lo que ha contado tu familia, en el orden en que ocurrió.",
  look: "Cómo mirarlo",
  byDecade: "Por décadas",
  byLife: "Por vidas",
  toInsights: "De qué hablan tus historias",
  decade: "La década de {{year}}",
  stories_one: "{{count}} historia",
  stories_many: "{{count}} de historias",
  stories_other: "{{count}} historias",
  allOfDecade: "Las {{count}} historias de la década de {{year}}",
  gap: "Todavía nada de {{from}} a {{to}}.",
  ask: "Pregunta por ello",
  askYears: "({{from}} a {{to}})",
  undated: "Nadie ha dicho cuándo",
  undatedHint: "Abre una y di cuándo ocurrió, tan bien como lo sepas. Entonces encontrará su sitio.",
  moreUndated_one: "Hay {{count}} más entre tus historias.",
  moreUndated_many: "Hay {{count}} de más entre tus historias.",
  moreUndated_other: "Hay {{count}} más entre tus historias.",
  shared: "Contado por más de una persona",
  sharedHint:
    "Quizá sean los mismos días vistos con otros ojos: sus tiempos coinciden y hablan de la misma persona o lugar, o de la misma estación.",
  sharedThings: "{{things}}, {{when}}",
  emptyTitle: "Aquí se irán ordenando los años.",
  emptyText:
    "En cuanto una historia diga cuándo ocurrió, aunque solo sea «el verano del 56» o «antes de la guerra», encontrará aquí su sitio.",
  emptyViewer:
    "Todavía no se ha contado nada. En cuanto alguien de la familia cuente una historia, la encontrarás aquí por su tiempo.",
  whose: "La vida de quién",
  lived: "nacimiento: {{from}}",
  livedUntil: "{{from}} a {{to}}",
  noLives:
    "Para ver una vida, alguien tiene que figurar como quien cuenta una historia, y su nacimiento tiene que estar anotado.",
  noBirth: "Nadie ha anotado todavía el nacimiento de {{names}}. Con él se podrá mostrar aquí su vida.",
  nothingDated: "Ninguna de las historias que cuenta {{name}} tiene fecha todavía.",
  allOfTeller: "Todas las historias que cuenta {{name}}",
  age: "a los {{age}} años",
  ageOr: "a los {{from}} o {{to}} años",
  ages: "entre los {{from}} y los {{to}} años",
  stages: {
    "before-birth": "Antes de nacer",
    childhood: "Infancia",
    youth: "Juventud",
    "early-adulthood": "De los veinte a los cuarenta",
    "middle-life": "La mitad de la vida",
    "later-life": "La edad madura",
  },
  about: "Cuenta algo de los años {{from}} a {{to}}",
  aboutHint:
    "De estos años nadie ha contado nada todavía. Basta algo pequeño: una habitación, una comida, un viaje.",
} satisfies Catalogue["timeline"];
