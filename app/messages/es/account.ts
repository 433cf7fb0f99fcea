import type { Catalogue } from "../en/index.ts";

export const account = {
  title: "Tu cuenta",
  nameTitle: "Tu nombre",
  emailTitle: "Tu correo",
  emailProved: "Confirmado: sabemos que es tuyo.",
  emailUnproved:
    "Aún sin confirmar. Abre, por favor, el enlace del correo que te enviamos: solo a un correo que sabemos que es tuyo podemos enviar una contraseña nueva con seguridad.",
  sendAgain: "Enviar el correo otra vez",
  sent: "El correo va en camino. Puede tardar unos minutos y puede haber llegado a la carpeta de no deseados.",
  changeEmail: "Usar otro correo",
  newEmail: "El correo nuevo",
  changeEmailHint:
    "Enviamos un enlace al correo nuevo. Seguirás entrando con el de antes hasta que lo abras.",
  emailAsked: "Un enlace va en camino al correo nuevo. Ábrelo y el correo cambiará.",
  changeEmailNow: "Enviar el enlace",
  passwordTitle: "Tu contraseña",
  changePassword: "Elegir otra contraseña",
  current: "Tu contraseña de ahora",
  next: "La contraseña nueva",
  endOthers: "Cerrar la sesión en todos los demás dispositivos",
  passwordChanged: "Tu contraseña ha cambiado.",
  sessionsTitle: "Dónde tienes la sesión abierta",
  here: "Este dispositivo",
  device: "{{browser}} en {{system}}",
  deviceUnknown: "Un dispositivo que no conocemos",
  usedOn: "Usado por última vez el {{date}}",
  since: "abierta el {{date}}",
  end: "Cerrar la sesión allí",
  endLabel: "Cerrar la sesión: {{device}}, usado por última vez el {{date}}",
  endAll: "Cerrarla en todos los demás",
  ended: "Sesión cerrada allí. Ese dispositivo tarda como mucho un minuto en notarlo.",
  sessionsHint:
    "Un dispositivo cuya sesión cierras aquí lo nota en menos de un minuto. Si alguno no es tuyo, elige también otra contraseña.",
  notifications: "Qué te contamos y cómo",
  deleteTitle: "Borrar tu cuenta",
  deleteLink: "Borrar tu cuenta…",
  deleteText:
    "Tu cuenta se borra dentro de 30 días, y con ella cada familia a la que no pertenece nadie más: sus historias, las grabaciones y las copias guardadas para siempre. Lo que contaste en familias con otras personas se queda con ellas.",
  deleteGrace:
    "Hasta entonces no se pierde nada: entra y consérvala, si cambias de idea. Te enviamos un correo que lo explica.",
  deleteYes: "Borrar mi cuenta dentro de 30 días",
  deleteNo: "Conservarla",
  lastOwner:
    "A estas familias pertenecen otras personas, y solo tú las llevas. Haz primero que otra persona las lleve, o borra la familia:",
  leavingTitle: "Tu cuenta se va a borrar",
  leaving: "Tu cuenta se borrará el {{date}}.",
  leavingText:
    "Todavía no se ha perdido nada. Si la conservas, todo queda como estaba: tus historias y las familias que se habrían borrado con ella.",
  keep: "Conservar mi cuenta",
  kept: "Tu cuenta se queda. No se ha perdido nada.",
  forgot: "¿Has olvidado tu contraseña?",
  forgotTitle: "Elige una contraseña nueva",
  forgotText:
    "Dinos el correo con el que entras. Te enviamos allí un enlace para elegir una contraseña nueva.",
  forgotSend: "Enviar el enlace",
  forgotSent:
    "Si hay un baúl con este correo, un mensaje va en camino. Su enlace vale durante una hora. Mira también entre los no deseados.",
  forgotNone: "¿No ha llegado nada en diez minutos? Quizá empezaste con otro correo.",
  backToSignIn: "Volver a entrar",
  resetTitle: "Tu contraseña nueva",
  resetText: "Cuando la elijas, entrarás aquí y se cerrará la sesión en todos los demás dispositivos.",
  reset: "Usar esta contraseña",
  askAgain: "Pedir un enlace nuevo",
  verifyTitle: "¿Es este tu correo?",
  verifyText: "Has abierto el enlace que te enviamos. Un toque más y sabremos que el correo es tuyo.",
  verify: "Sí, es mío",
  verifiedTitle: "Gracias",
  verified: "Tu correo está confirmado.",
  toVault: "Ir a tu baúl",
  linkSpent: "Este enlace ya se usó, o su tiempo ha pasado.",
  notYourPassword:
    "Esa no es la contraseña de tu cuenta. No ha cambiado nada; vuelve a intentarlo, por favor.",
  tooManyPasswords:
    "Para protegerte, hacemos una pausa tras diez intentos desde un mismo lugar. No se pierde nada: espera una hora, o elige una contraseña nueva por correo.",
} satisfies Catalogue["account"];
