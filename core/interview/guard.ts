import { tidyText } from "../evidence.ts";
import { readPlainLine } from "../plain-notes.ts";
import type { Briefing, QuestionDraft, QuestionProblem } from "./asking.ts";
import type { InterviewLanguage } from "./interview.ts";
import type { ToldStory } from "./ledger.ts";
import { countWords } from "./progress.ts";
import { claimsToBeHuman, leadsOn, namesFeeling } from "./question-claims.ts";
import { readForm } from "./question-form.ts";
import { isSame, readQuestion } from "./question-likeness.ts";
import { countLanguageWords, findShared, readContent, readSubject, replaceQuoted } from "./question-words.ts";

/** A question is heard, not read: more words than these are lost. */
export const mostQuestionWords = 30;
const mostAcknowledgementWords = 25;
/** Characters that no question of 30 words needs. */
const longestText = 600;
/** An answer that is about no more things than this is a vague one. */
const mostVague = 4;
const askingMark = /[?¿？؟]/u;

/** All reasons for which a question may not be asked now; none: it may. */
export function checkQuestion(draft: QuestionDraft, briefing: Briefing): QuestionProblem[] {
  const { question, acknowledgement } = draft;
  if (question.trim() === "") return ["empty"];
  // Nobody reads on: the rules below take their time over every word.
  if (Math.max(question.length, acknowledgement.length, draft.detail.length) > longestText)
    return ["too-long"];
  const { language } = briefing;
  const last = lastAnswer(briefing);
  const form = readForm(question, language);
  const said = [...briefing.turns.map(({ answer }) => answer), briefing.topic ?? ""];
  const goesOn = briefing.aim !== "new-topic";
  const reading = readQuestion(question);
  const thread = readSubject(draft.detail);
  const problems: [QuestionProblem, boolean][] = [
    ["not-plain", !isPlain(question) || (acknowledgement !== "" && !isPlain(acknowledgement))],
    ["too-long", countWords(question) > mostQuestionWords],
    ["several-questions", form.several || askingMark.test(acknowledgement)],
    ["closed", !form.open],
    ["leading", leadsOn(question, language, said)],
    ["ungrounded", goesOn && !isGrounded(draft, last) && !goesBack(question, briefing)],
    ["already-asked", listAsked(briefing).some((asked) => isSame(reading, readQuestion(asked), thread))],
    ["already-told", !isGrounded(draft, last) && wasTold(question, briefing.ledger.told)],
    ["declined-topic", touchesDeclined(question, listDeclined(briefing))],
    ["wrong-language", isInOtherLanguage(question, language)],
    ["claims-to-be-human", claimsToBeHuman(`${acknowledgement} ${question}`, language)],
  ];
  return problems.flatMap(([problem, holds]) => (holds ? [problem] : []));
}

/** An acknowledgement that may be said: one plain short sentence that asks nothing and claims nothing. Else undefined. */
export function keepAcknowledgement(text: string, briefing: Briefing): string | undefined {
  const { language } = briefing;
  const said = briefing.turns.map(({ answer }) => answer);
  const line = text.trim();
  const fits =
    line !== "" &&
    isPlain(line) &&
    !askingMark.test(line) &&
    countWords(line) <= mostAcknowledgementWords &&
    !claimsToBeHuman(line, language) &&
    !namesFeeling(line, language, said) &&
    !isInOtherLanguage(line, language) &&
    !touchesDeclined(line, listDeclined(briefing));
  return fits ? line : undefined;
}

/** What was said last; empty where the last question got no words. */
export function lastAnswer({ turns }: Pick<Briefing, "turns">): string {
  const last = turns.at(-1);
  return last?.outcome === "answered" ? last.answer.trim() : "";
}

/** Every question that was put to this narrator, here and in earlier interviews. */
export function listAsked({ turns, ledger }: Pick<Briefing, "turns" | "ledger">): string[] {
  return [...turns.map(({ question }) => question), ...ledger.asked];
}

/** Everything that the narrator would rather not talk about. */
export function listDeclined({ turns, ledger }: Pick<Briefing, "turns" | "ledger">): string[] {
  const here = turns.filter(({ outcome }) => outcome === "declined").map(({ question }) => question);
  return [...ledger.declined, ...here];
}

/** Nothing written for a machine, nothing hidden. */
export function isPlain(text: string): boolean {
  return (
    readPlainLine(text, longestText) !== undefined && tidyText(text) === text.replace(/\s+/gu, " ").trim()
  );
}

/**
 * Whether a question touches something declined. Of words in which somebody said what they won't talk about, one is
 * enough, unless they said many; of a whole question that was declined it takes half.
 */
export function touchesDeclined(question: string, declined: readonly string[]): boolean {
  const words = readContent(question);
  const subject = readSubject(question);
  return declined.some((topic) => {
    const about = readSubject(topic);
    if (about.length === 0) {
      const plain = readContent(topic);
      return plain.length > 0 && findShared(plain, words).length === plain.length;
    }
    const needed = topic.includes("?") ? Math.ceil(about.length / 2) : Math.floor(about.length / 3);
    return findShared(about, subject).length >= Math.max(1, needed);
  });
}

/** Whether a story that was told already answers a question: its title and names count, its summary counts half. */
export function wasTold(question: string, told: readonly ToldStory[]): boolean {
  const subject = readSubject(question);
  if (subject.length === 0) return false;
  return told.some((story) => {
    const times = story.decade === undefined ? "" : `${story.decade} ${story.decade}s`;
    const named = readSubject([story.title, ...story.people, ...story.places, times].join(" "));
    const strong = findShared(subject, named);
    const rest = subject.filter((word) => !strong.includes(word));
    const weak = rest.length === 0 ? [] : findShared(rest, readSubject(story.oneLiner));
    const all = (strong.length + weak.length) / subject.length;
    return strong.length > 0
      ? all >= 0.6 && (all === 1 || strong.length + weak.length > 1)
      : all === 1 && weak.length > 1;
  });
}

/**
 * Whether a question goes back to something of an earlier answer, where the last one says hardly anything: nobody is
 * pressed for more of that.
 */
function goesBack(question: string, briefing: Briefing): boolean {
  if (readSubject(lastAnswer(briefing)).length > mostVague) return false;
  const earlier = briefing.turns.slice(0, -1).flatMap(({ answer }) => readSubject(answer));
  return findShared(readSubject(question), earlier).length > 0;
}

/** Whether the detail stands in the last answer, and the question takes it up. */
export function isGrounded({ detail, question }: QuestionDraft, last: string): boolean {
  const words = readContent(detail);
  if (words.length === 0 || findShared(words, readContent(last)).length < words.length) return false;
  return findShared(words, readContent(question)).length >= Math.ceil(words.length / 2);
}

/** By function words, as names and quoted words are at home everywhere. */
export function isInOtherLanguage(text: string, language: InterviewLanguage): boolean {
  const own = replaceQuoted(text, " ");
  const counts = countLanguageWords(own);
  const other = language === "en" ? counts.es : counts.en;
  if (language === "en" && own.includes("¿")) return true;
  return other > counts[language] || (counts[language] === 0 && countWords(own) >= 5);
}
