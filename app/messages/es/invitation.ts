import type { Catalogue } from "../en/index.ts";

export const invitation = {
  title: "Tienes una invitación",
  by: "{{name}} te invita a «{{family}}».",
  byNobody: "Te invitan a «{{family}}».",
  text: "Aquí la familia guarda sus historias, en la voz de quienes las cuentan.",
  may: {
    owner: "Podrás contar historias y decidir quién forma parte de la familia.",
    editor: "Podrás escucharlas todas y contar las tuyas.",
    viewer: "Podrás escucharlas todas.",
  },
  sentTo: "La invitación se envió a {{email}} y vale hasta el {{date}}.",
  signedIn: "Has entrado como {{name}}.",
  join: "Entrar en la familia",
  joining: "Un momento…",
  needAccount: "Para entrar necesitas una cuenta propia. Es cosa de un minuto.",
  signUp: "Crear una cuenta",
  signIn: "Ya tengo cuenta: entrar",
  goneTitle: "Esta invitación ya no vale",
  goneText:
    "Ya se usó, o se retiró, o se perdió una letra del enlace. Pide otra a quien te invitó; es cosa de un minuto.",
  lateTitle: "Esta invitación ha llegado tarde",
  lateText: "Valía 7 días. Pide otra a quien te invitó; es cosa de un minuto.",
  home: "Ir a MemoryVault",
} satisfies Catalogue["invitation"];
