import { tidyText } from "../evidence.ts";
import { readPlainLine } from "../plain-notes.ts";
import type { Briefing } from "./asking.ts";
import {
  isInOtherLanguage,
  isPlain,
  listAsked,
  listDeclined,
  mostQuestionWords,
  touchesDeclined,
} from "./guard.ts";
import type { InterviewLanguage } from "./interview.ts";
import type { Ledger } from "./ledger.ts";
import { countWords } from "./progress.ts";
import { claimsToBeHuman } from "./question-claims.ts";
import { readForm } from "./question-form.ts";
import { asksTheSame } from "./question-likeness.ts";

type Queued = Ledger["queued"][number];

/** How a relative's question is put to the narrator. */
interface Put {
  text: string;
  acknowledgement?: string;
}

const phrases: Record<
  InterviewLanguage,
  {
    family: string;
    asks(name: string): string;
    quoting(name: string, text: string): string;
    about(name: string, text: string): string;
    wrote(name: string, text: string): string;
    answer(name: string): string;
  }
> = {
  en: {
    family: "your family",
    asks: (name) => `A question from ${name}:`,
    quoting: (name, text) => `What would you like to tell ${name} about this question: “${text}”?`,
    about: (name, text) => `What would you like to tell ${name} about this: “${text}”?`,
    wrote: (name, text) => `A longer question from ${name}: “${text}”`,
    answer: (name) => `What would you like to tell ${name} about that?`,
  },
  es: {
    family: "tu familia",
    asks: (name) => `Una pregunta de ${name}:`,
    quoting: (name, text) => `¿Qué te gustaría responder a esta pregunta de ${name}: “${text}”?`,
    about: (name, text) => `¿Qué te gustaría contarle a ${name} sobre esto: “${text}”?`,
    wrote: (name, text) => `Una pregunta más larga de ${name}: “${text}”`,
    answer: (name) => `¿Qué te gustaría contarle a ${name} sobre eso?`,
  },
};

/** The oldest of the relatives' questions that may be asked now. One that was declined or asked before waits, whoever asks. */
export function findQueued(briefing: Briefing, askedIds: ReadonlySet<string>): (Queued & Put) | undefined {
  const [asked, declined] = [listAsked(briefing), listDeclined(briefing)];
  for (const queued of briefing.ledger.queued) {
    if (askedIds.has(queued.id) || !isPlain(queued.text) || touchesDeclined(queued.text, declined)) continue;
    const put = putQuestion(queued, briefing.language);
    // What is put after a long question is the same for every one of them: it says nothing of what was asked.
    const framed = put.acknowledgement === undefined ? put.text : undefined;
    if (asked.some((other) => other === framed || asksTheSame(queued.text, other))) continue;
    return { ...queued, ...put };
  }
  return undefined;
}

/**
 * In the relative's own words, where these are one open question that can be heard at once; else quoted inside a question
 * of ours. What is too long for that is read out before, whole: nothing that a relative wants to know is cut.
 */
function putQuestion({ text, askedBy }: Pick<Queued, "text" | "askedBy">, language: InterviewLanguage): Put {
  const say = phrases[language];
  const name = readPlainLine((askedBy ?? "").replace(/[?¿]/gu, ""), 60) ?? say.family;
  const words = tidyText(text).replace(/[“”"«»]/gu, "’");
  const form = readForm(words, language);
  const isHeardAtOnce = !form.several && countWords(words) <= mostQuestionWords;
  const isOurs = !claimsToBeHuman(words, language) && !isInOtherLanguage(words, language);
  if (isHeardAtOnce && form.open && isOurs) return { text: words, acknowledgement: say.asks(name) };
  const inside = (language === "es" ? words.replaceAll("¿", "") : words).replace(/\s*\?+$/u, "");
  const framed = words.includes("?") ? say.quoting(name, inside) : say.about(name, inside);
  if (!inside.includes("?") && !form.several && countWords(framed) <= mostQuestionWords)
    return { text: framed };
  const told = words.replace(/[¿]/gu, "").replace(/\?+/gu, ".");
  return { text: say.answer(name), acknowledgement: say.wrote(name, told) };
}
