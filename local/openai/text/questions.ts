import type { NamedDate } from "./dates.ts";
import { isContentWord } from "./function-words.ts";
import type { Mention } from "./mentions.ts";
import { listWords } from "./sentences.ts";

/** What a story named. `phrase` is its strongest one, `lessons` are sentences, both verbatim. */
export interface Details {
  people: Mention[];
  places: Mention[];
  dates: NamedDate[];
  lessons: string[];
  phrase: string | undefined;
}

const personQuestions = [
  (name: string) =>
    `You mentioned ${name}. What is it about ${name} that you would want the family to remember?`,
  (name: string) => `What did ${name} look and sound like in those days, when you picture it now?`,
];
const placeQuestions = [
  (name: string) => `You spoke of ${name}. What would I have seen, heard and smelled there?`,
  (name: string) => `What comes back to you first when you think of ${name}, and why that?`,
];

/** Up to three open questions of at most 30 words, each about a detail that the story names only in passing. */
export function askFollowUps({ people, places, dates, lessons, phrase }: Details): string[] {
  // Somebody named once was left open; somebody named often has been told of.
  const person = leastTold(people);
  const place = leastTold(places);
  const date = dates.find(({ precision }) => precision !== "vague" && precision !== "day");
  // A question asks; it doesn't recite what was said.
  const lesson = lessons.find((text) => listWords(text).filter(isContentWord).length <= 3);
  const questions = [
    person ? ask(personQuestions, person.name) : "",
    lesson
      ? `You said: “${lesson.replace(/[.!]$/, "")}”. Which moment in your own life taught you that?`
      : "",
    place ? ask(placeQuestions, place.name) : "",
    date ? `You named ${lowerArticle(date.text)}. What else was happening in your life around then?` : "",
    phrase ? `You spoke of “${lowerArticle(phrase)}”. What else comes back to you when you think of it?` : "",
  ];
  return questions.filter((question) => question !== "" && question.split(/\s+/).length <= 30).slice(0, 3);
}

function leastTold(mentions: Mention[]): Mention | undefined {
  return [...mentions].sort((a, b) => a.sentences.length - b.sentences.length)[0];
}

/** The same story is always asked the same, two stories needn't be. */
function ask(templates: ((name: string) => string)[], name: string): string {
  const template = templates[name.length % templates.length];
  return template ? template(name) : "";
}

function lowerArticle(text: string): string {
  return text.replace(/^(?:The|A|An|My|Our) /, (article) => article.toLowerCase());
}
