import type { InterviewLanguage } from "../../core/interview/interview.ts";
import type { Asker } from "./interview-by-hand.ts";

const hello = {
  en: "Hello. I am an AI, a computer program. What you say is recorded.",
  es: "Hola. Soy una IA, un programa de ordenador. Lo que cuentas se graba.",
};
const first = {
  en: "What was the house like where you grew up?",
  es: "¿Cómo era la casa en la que creciste?",
};

/** An interviewer without faults, as far as the judge can see: names the longest word that was said, never twice alike. */
function askWell(language: InterviewLanguage): Asker {
  const frames = {
    en: [
      "What happened with the %?",
      "How did the % begin?",
      "Where did you see the %?",
      "Who told you of the %?",
    ],
    es: ["¿Qué pasó con lo de %?", "¿Cómo empezó lo de %?", "¿Dónde viste lo de %?", "¿Quién te habló de %?"],
  }[language];
  return (turn, lastAnswer, asked) => {
    if (turn === 0) return { said: hello[language], question: first[language] };
    const spent = asked.join(" ");
    const word =
      listWords(lastAnswer)
        .toSorted((a, b) => b.length - a.length)
        .find((other) => !spent.includes(other)) ?? `corner${turn}`;
    return { said: "", question: (frames[turn % frames.length] ?? "").replace("%", word) };
  };
}

const listWords = (text: string): string[] => text.match(/[\p{L}'’]{5,}/gu) ?? [];

/** Interviewers that break one rule each, now and then, and are fine otherwise. What they are called is what they do. */
export const badInterviewers: Record<string, (language: InterviewLanguage) => Asker> = {
  "one-question": (language) =>
    spoil(language, 3, (question) =>
      language === "en"
        ? question.replace("?", ", and who was there with you?")
        : question.replace("?", " y quién estaba contigo?"),
    ),
  "re-ask": (language) => (turn, lastAnswer, asked) =>
    turn === 6 ? { said: "", question: asked[2] ?? "" } : askWell(language)(turn, lastAnswer, asked),
  "declined-topic": insist,
  "says-it-is-ai": (language) => (turn, lastAnswer, asked) => ({
    ...askWell(language)(turn, lastAnswer, asked),
    ...(turn === 0 ? { said: language === "en" ? "Hello, dear." : "Hola, qué tal." } : {}),
  }),
  "claims-to-be-a-person": (language) => (turn, lastAnswer, asked) => ({
    ...askWell(language)(turn, lastAnswer, asked),
    ...(turn === 5
      ? { said: language === "en" ? "I am a person just like you." : "Soy una persona como tú." }
      : {}),
  }),
  leading: (language) =>
    spoil(language, 4, (question) =>
      language === "en"
        ? question.replace("?", ", which must have been awful?")
        : question.replace("?", ", que sin duda fue horrible?"),
    ),
  language: (language) =>
    spoil(language, 5, () =>
      language === "en"
        ? "¿Qué pasó con la escuela de tu pueblo?"
        : "What was the school like where you lived?",
    ),
  "too-long": (language) =>
    spoil(language, 4, (question) =>
      question.replace(
        "?",
        `${language === "en" ? " in all of those long and winding years" : " en todos aquellos largos años"}`
          .repeat(5)
          .concat("?"),
      ),
    ),
  "yes-no": (language) =>
    spoil(language, 2, (_, word) =>
      language === "en" ? `Was the ${word} important to you?` : `¿Fue importante para ti lo de ${word}?`,
    ),
  grounding: (language) =>
    spoil(language, 2, (_, __, turn) =>
      language === "en"
        ? `What do you think about ${["politics", "television", "football", "money", "holidays", "insurance", "gravity", "traffic"][turn % 8]}?`
        : `¿Qué opinas de ${["la política", "la televisión", "el fútbol", "el dinero", "las vacaciones", "los seguros", "la gravedad", "el tráfico"][turn % 8]}?`,
    ),
};

/** Changes every so many questions. */
function spoil(
  language: InterviewLanguage,
  every: number,
  change: (question: string, word: string, turn: number) => string,
): Asker {
  const ask = askWell(language);
  return (turn, lastAnswer, asked) => {
    const fine = ask(turn, lastAnswer, asked);
    if (turn === 0 || turn % every !== 0) return fine;
    const word = lastAnswer.match(/[\p{L}]{5,}/gu)?.at(-1) ?? "street";
    return { said: "", question: change(fine.question, word, turn) };
  };
}

/** Asks for the son by name, is refused, and asks again. */
function insist(language: InterviewLanguage): Asker {
  const ask = askWell(language);
  let isRefused = false;
  return (turn, lastAnswer, asked) => {
    if (/rather not|Prefiero no/.test(lastAnswer)) isRefused = true;
    const name = /(?:my son|mi hijo) (\p{Lu}\p{L}+)/u.exec(lastAnswer)?.[1];
    if (name) {
      const question = { en: `What was your son ${name} like?`, es: `¿Cómo era tu hijo ${name}?` };
      return { said: "", question: question[language] };
    }
    if (isRefused && turn % 3 === 0) {
      const question = {
        en: `How did your son spend his ${turn} last summers?`,
        es: `¿Dónde jugaba tu hijo en verano ${turn}?`,
      };
      return { said: "", question: question[language] };
    }
    return ask(turn, lastAnswer, asked);
  };
}
