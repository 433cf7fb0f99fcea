import type { Catalogue } from "../en/index.ts";

export const error = {
  notFoundTitle: "Esta página no está aquí",
  notFoundText: "Puede que se haya eliminado, o que sea de otra familia. Tus historias siguen donde estaban.",
  forbiddenTitle: "Esto no puedes cambiarlo tú",
  forbiddenText: "Puedes mirarlo, pero no cambiarlo. Quien lleva la familia sí puede.",
  busyTitle: "Demasiado a la vez",
  busyText: "Espera un minuto, por favor, y vuelve a intentarlo. No se ha perdido nada.",
  awayTitle: "Ahora mismo no podemos llegar al baúl",
  awayText: "Todo lo que se guardó está a salvo. Vuelve a intentarlo dentro de un minuto.",
  title: "Algo ha fallado por nuestra parte",
  text: "No se ha perdido nada. Vuelve a intentarlo, por favor; si sigue igual, dile el número de abajo a quien lleva este baúl.",
  number: "Número: {{id}}",
  home: "Ir a tu baúl",
  again: "Intentarlo otra vez",
} satisfies Catalogue["error"];
