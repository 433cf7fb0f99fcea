import type { Catalogue } from "../en/index.ts";

export const entry = {
  tagline: "Las historias de tu familia, en la voz de quien las cuenta.",
  signInTitle: "Qué bueno verte de nuevo",
  signUpTitle: "Empieza el baúl de tu familia",
  name: "Tu nombre",
  nameHint: "Como te llaman en tu familia.",
  email: "Correo electrónico",
  password: "Contraseña",
  passwordHint:
    "Al menos 8 caracteres. Tres palabras que te gusten son fáciles de recordar y difíciles de adivinar.",
  signIn: "Entrar",
  signUp: "Empezar",
  toSignUp: "¿Es tu primera vez? Empieza el baúl de tu familia",
  toSignIn: "¿Ya tienes un baúl? Entra",
  working: "Un momento…",
  nameMissing: "Dinos tu nombre, por favor.",
  nameTooLong: "Ese nombre es más largo de lo que podemos guardar. El máximo son 120 letras.",
  emailWrong: "Eso no parece un correo electrónico. Lleva una @ en medio, como rosa@example.com.",
  passwordMissing: "Escribe tu contraseña, por favor.",
  passwordShort: "Esta contraseña es demasiado corta. Necesita al menos 8 caracteres.",
  passwordLong: "Esta contraseña es demasiado larga. El máximo son 128 caracteres.",
  wrongPassword: "El correo y la contraseña no van juntos. Míralos otra vez con calma y vuelve a intentarlo.",
  taken: "Ya hay un baúl con este correo. Entra en él.",
  tooMany: "Han sido muchos intentos. Espera un minuto, por favor, y vuelve a intentarlo.",
} satisfies Catalogue["entry"];
