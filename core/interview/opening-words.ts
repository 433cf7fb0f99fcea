import type { InterviewLanguage } from "./interview.ts";

/** What the interviewer says of itself, before its first question: what it is, what happens to what is told, what one may do. */
export const openingWords: Record<InterviewLanguage, (name: string | undefined) => string> = {
  en: (name) =>
    `Hello${name ? `, ${name}` : ""}. I am an AI, a computer program and not a person. I ask one question at a time, and then I listen for as ` +
    "long as you like. What you say is recorded and written down by a speech service, and becomes memories of your family. " +
    "You can say at any time: skip this, give me a minute, off the record, or let's stop here; the buttons do the same. " +
    "When you have finished an answer, say: that's all.",
  es: (name) =>
    `Hola${name ? `, ${name}` : ""}. Soy una IA, un programa de ordenador y no una persona. Hago una pregunta cada vez y después escucho todo el ` +
    "tiempo que quieras. Lo que cuentas se graba, un servicio lo pone por escrito, y se convierte en recuerdos de tu familia. " +
    "Puedes decir en cualquier momento: siguiente pregunta, dame un minuto, fuera de registro, o paremos aquí; los botones " +
    "hacen lo mismo. Cuando termines una respuesta, di: eso es todo.",
};
