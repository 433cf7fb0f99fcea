import type { InterviewLanguage } from "../../core/interview/interview.ts";
import type { Transcript } from "./judge.ts";

const turn = (said: string, question: string, answer: string, declined: string[] = []) => ({
  said,
  question,
  answer,
  told: [],
  declined,
  goesOn: true,
});

/** Interviews as a careful person would write them, by hand. */
export const goodInterviews: Record<InterviewLanguage, Transcript> = {
  en: {
    language: "en",
    turns: [
      turn(
        "Hello, Rose. I am an AI, a computer program. What you tell is recorded; you may skip or stop at any time.",
        "What is the first thing that you remember at all?",
        "The coal scuttle by the range in my gran's kitchen, and the cat asleep in it.",
      ),
      turn(
        "",
        "What else stood near the range in that kitchen?",
        "A bench with a lid, and under the lid my grandfather kept his dancing shoes.",
      ),
      turn(
        "Thank you.",
        "When you picture those dancing shoes, what do you see?",
        "Patent leather, cracked over the toes. He had won a clock in them, in 1931, at the Locarno.",
      ),
      turn(
        "",
        "How did he come to win the clock at the Locarno?",
        "He danced with my gran for nineteen hours, and she fell asleep on her feet and he carried her.",
      ),
      turn(
        "",
        "What did your gran say about falling asleep on her feet?",
        "That she was only resting. My brother Tom used to tease her for it, until he went away.",
      ),
      turn("", "What was Tom like at home?", "I'd rather not talk about that.", ["tom", "brother"]),
      turn(
        "That is quite all right.",
        "Which room of the house did the won clock end up in?",
        "The front parlour, that nobody was let into, on a lace cloth from Nottingham.",
      ),
      turn(
        "",
        "Where did the lace from Nottingham come from, as far as you know?",
        "Her mother made it, in a mill, and she lost two fingers there and never spoke ill of the place.",
      ),
      turn(
        "There is no hurry.",
        "What did her mother tell of the mill?",
        "Only the singing. They sang over the machines, and she taught me a hymn in lip-reading.",
      ),
      turn(
        "",
        "How does one teach a hymn by lip-reading?",
        "Very slowly, and with a mirror, and with a sweet at the end.",
      ),
    ],
  },
  es: {
    language: "es",
    turns: [
      turn(
        "Hola, Rosa. Soy una IA, un programa de ordenador. Lo que cuentas se graba; puedes parar cuando quieras.",
        "¿Qué es lo primero que recuerdas de todo?",
        "El cubo del carbón junto al fogón de mi abuela, y el gato dormido dentro.",
      ),
      turn(
        "",
        "¿Qué más había junto al fogón?",
        "Un banco con tapa, y debajo mi abuelo guardaba los zapatos de baile.",
      ),
      turn(
        "Gracias.",
        "Cuando piensas en los zapatos de baile, ¿qué ves?",
        "Charol agrietado. Con ellos ganó un reloj en 1931, en el casino de Albacete.",
      ),
      turn(
        "",
        "¿Cómo llegó a ganar el reloj en el casino?",
        "Bailó diecinueve horas con mi abuela, y ella se durmió de pie y él la llevaba.",
      ),
      turn(
        "",
        "¿Qué contaba tu abuela de haberse dormido de pie?",
        "Que solo descansaba. Mi hermano Tomás le hacía burla, hasta que se fue.",
      ),
      turn("", "¿Cómo era Tomás en casa?", "Prefiero no hablar de eso.", ["tomas", "hermano"]),
      turn(
        "Está bien así.",
        "¿En qué habitación acabó aquel reloj ganado?",
        "En la sala buena, donde no entraba nadie, sobre un encaje de Almagro.",
      ),
      turn(
        "",
        "¿De dónde salió el encaje de Almagro?",
        "Lo hizo su madre con bolillos, y perdió la vista de un ojo y nunca se quejó.",
      ),
      turn(
        "No hay prisa.",
        "¿Quién le enseñó a su madre los bolillos?",
        "Una monja portuguesa que cantaba fados muy bajito mientras contaba los hilos.",
      ),
      turn(
        "",
        "¿A qué sonaban aquellos fados tan bajitos?",
        "A lluvia en el tejado. Yo los aprendí sin entender una palabra.",
      ),
    ],
  },
};
