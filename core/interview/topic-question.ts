import { tidyText } from "../evidence.ts";
import type { InterviewLanguage } from "./interview.ts";
import { readForm } from "./question-form.ts";

/** The first person of who chose a topic, as the interviewer says it. */
const turned: Record<InterviewLanguage, [RegExp, string][]> = {
  en: [
    [/\b(?:I am|I'm|I’m)\b/gu, "you are"],
    [/\bI was\b/gu, "you were"],
    [/\bI\b/gu, "you"],
    [/\b(?:my|our)\b/giu, "your"],
    [/\b(?:me|us)\b/giu, "you"],
    [/\bwe\b/giu, "you"],
  ],
  es: [
    [/(?<!\p{L})(?:mi|nuestr[oa])(?!\p{L})/giu, "tu"],
    [/(?<!\p{L})(?:mis|nuestr[oa]s)(?!\p{L})/giu, "tus"],
  ],
};

/** An open question around the words in which somebody said what the interview shall be about. */
export function askAbout(topic: string, language: InterviewLanguage): string {
  const plain = tidyText(topic);
  if (plain.includes("?") && readForm(plain, language).open) return plain;
  const words = turned[language]
    .reduce((text, [found, said]) => text.replace(found, said), plain)
    .replace(/[\s.,;:!?¿¡…]+$/u, "")
    .replace(/^(?:tell me about|about|h[aá]blame de|cu[eé]ntame(?: de)?|sobre)\s+/iu, "");
  const about =
    /^(?:The|A|An|Your|How|When|What|Where|Why|Who|El|La|Los|Las|Tu|Tus|Un|Una|Mi|Cuando|Cómo)\s/u.test(words)
      ? `${words.charAt(0).toLowerCase()}${words.slice(1)}`
      : words;
  return language === "en"
    ? `What comes to your mind first when you think of ${about}?`
    : `¿Qué es lo primero que te viene a la mente cuando piensas en ${about}?`;
}
