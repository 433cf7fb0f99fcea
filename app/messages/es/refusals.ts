import type { Catalogue } from "../en/index.ts";

export const refusals = {
  pageTitle: "Ahora mismo no podemos mostrar esta página",
  nothingLost: "No se ha perdido nada de lo que estaba guardado.",
  other: "Eso no ha funcionado. Lo que estaba guardado está a salvo. Vuelve a intentarlo, por favor.",
  account: {
    exists: "Ya hay una cuenta con este correo electrónico. Entra en ella.",
    wrong_password: "Esa no es la contraseña de esta cuenta.",
    password_length: "Una contraseña tiene de 8 a 128 caracteres.",
    link_spent: "Este enlace ya se usó, o su tiempo ha pasado. Pide uno nuevo.",
    refused: "Eso no ha funcionado. Mira otra vez el correo electrónico y la contraseña.",
    last_owner:
      "Hay más gente en una familia que solo llevas tú. Haz antes que otra persona también la lleve, o elimina la familia.",
    too_many_attempts:
      "Para protegerte paramos después de diez intentos. No se ha perdido nada: espera un rato, o elige una contraseña nueva por correo.",
  },
  session: {
    required: "Entra primero, por favor.",
  },
  family: {
    not_found: "Esa familia no existe, o no puedes verla.",
    forbidden: "En esta familia puedes mirar y escuchar, pero no cambiar esto.",
    deleting:
      "El baúl de esta familia se va a eliminar, así que no se empieza nada nuevo en él. Quien lleva la familia puede conservarlo.",
    deleted:
      "Ha llegado el día anunciado: el baúl de esta familia se está eliminando y ya no se puede conservar.",
  },
  memory: {
    not_found: "Esa historia no existe, o no puedes verla.",
    forbidden: "Puedes escuchar esta historia, pero no cambiarla.",
    stale: "Otra persona ha cambiado esta historia mientras tanto. Mírala otra vez y haz entonces tu cambio.",
    at_work: "Ya estamos trabajando en esta historia. Vuelve a intentarlo cuando termine.",
    not_retryable: "Aquí no hay nada que volver a intentar.",
  },
  person: {
    not_found: "Esa persona no está en esta familia.",
    forbidden: "Puedes mirar a esta persona, pero no cambiar nada.",
    impossible_relationship: "Nadie puede ser pariente ni antepasado de sí mismo. No se ha cambiado nada.",
  },
  recording: {
    empty: "En esta grabación no hay sonido.",
    damaged: "Esta grabación está dañada: no hemos podido leerla hasta el final.",
    missing: "La grabación ya no está donde la habíamos puesto.",
    unsupported: "No podemos leer este archivo como grabación.",
    too_large: "Esta grabación es demasiado grande. El máximo son 500 MB.",
    too_long: "Esta grabación es demasiado larga. El máximo son 6 horas.",
  },
  request: {
    too_many: "Ha sido mucho de una vez. Espera un minuto, por favor, y sigue.",
    too_large: "Eso es demasiado de una vez. Envía menos, por favor.",
    foreign_origin: "Esa página no puede hacer nada en MemoryVault.",
    invalid: "Aquí falta algo o algo no está bien. No se ha cambiado nada.",
  },
  member: {
    not_found: "Esa persona no es miembro de esta familia.",
    forbidden: "Esto solo puede hacerlo quien lleva la familia.",
    exists: "Alguien con ese correo ya es de la familia.",
    last_owner:
      "Una familia necesita a alguien que la lleve, y no queda nadie más. Haz antes que otra persona la lleve.",
  },
  invitation: {
    not_found: "Esa invitación no existe.",
    forbidden: "Solo puede invitar quien lleva la familia.",
    expired: "El tiempo de esta invitación ha pasado. Pide una nueva.",
    spent: "Esta invitación ya se retiró o se aceptó.",
    not_sent: "El correo con la invitación no se ha podido enviar. Vuelve a intentarlo dentro de un minuto.",
    too_many:
      "Por ahora esta familia ha enviado todas las invitaciones que puede. Retira alguna, o espera hasta mañana.",
  },
  audit: {
    forbidden: "Esto solo puede leerlo quien lleva la familia.",
  },
  photo: {
    too_large: "Esta foto es demasiado grande. El máximo son 2 MB.",
    unsupported: "No podemos mostrar este tipo de imagen. Valen JPEG, PNG y WebP.",
  },
  database: {
    unavailable:
      "Ahora mismo no podemos llegar a nuestros datos. No se ha perdido nada; vuelve a intentarlo en unos segundos.",
  },
  server: {
    unexpected: "Algo ha fallado por nuestra parte. Vuelve a intentarlo, por favor.",
  },
} satisfies Catalogue["refusals"];
