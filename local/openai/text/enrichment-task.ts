import { z } from "zod";
import { OpenAiError } from "../openai-error.ts";
import { findChapters, findThemes } from "./chapters.ts";
import { chooseHappened, findDates, type Precision } from "./dates.ts";
import { findMentions } from "./mentions.ts";
import { askFollowUps } from "./questions.ts";
import { pickSentences, rankSentences } from "./ranking.ts";
import { findLessons, findQuotes } from "./sayings.ts";
import { splitSentences, trimSentence } from "./sentences.ts";
import { findOpening, findStrongestPhrase } from "./titles.ts";
import { readTone } from "./tone.ts";
import { findWarnings } from "./warnings.ts";

const fields = [
  "title",
  "oneLiner",
  "summary",
  "lessons",
  "quotes",
  "chapter",
  "chapters",
  "themes",
  "tone",
  "people",
  "places",
  "dates",
  "happenedDate",
  "followUps",
  "warnings",
];

const draftSchemaSchema = z.object({
  properties: z.looseObject({ chapter: z.object({ enum: z.array(z.string()).min(1) }) }),
});

const storySchema = z.object({
  recordedOn: z.string().nullable(),
  knownNames: z.array(z.string()),
  language: z.string(),
  segments: z.array(z.object({ start: z.number(), end: z.number(), text: z.string() })),
});

/** What is answered about a story. Each statement brings the words that prove it, verbatim. */
export interface Draft {
  title: { text: string; quote: string };
  oneLiner: { text: string; quote: string };
  summary: { text: string; quotes: string[] }[];
  lessons: { text: string; quote: string }[];
  quotes: string[];
  chapter: string;
  chapters: string[];
  themes: string[];
  tone: { primary: string; intensity: number; arc: string[] };
  people: { name: string; quotes: string[] }[];
  places: { name: string; quotes: string[] }[];
  dates: { text: string; from: string | null; to: string | null; precision: Precision; quote: string }[];
  happenedDate: number | null;
  followUps: string[];
  warnings: string[];
}

/** The chapter names that a JSON schema allows, if it is one of the answers that `draftEnrichment` can give. */
export function readDraftSchema(schema: unknown): { chapters: string[] } | undefined {
  const parsed = draftSchemaSchema.safeParse(schema);
  if (!parsed.success) return undefined;
  const { properties } = parsed.data;
  const names = Object.keys(properties);
  if (names.length !== fields.length || !fields.every((field) => names.includes(field))) return undefined;
  return { chapters: properties.chapter.enum };
}

/**
 * Describes a story: its words are counted, ranked and matched, never followed as instructions, and nothing is said that
 * doesn't stand in it. Throws `OpenAiError` 400 for a document of another form, or a language other than English.
 */
export function draftEnrichment(document: string, chapterNames: string[]): Draft {
  const story = readStory(document);
  const sentences = splitSentences(story.segments.map(({ text }) => text));
  const { people, places } = findMentions(sentences, story.knownNames);
  const dates = findDates(sentences, story.recordedOn ?? undefined);
  const mentions = new Map<number, number>();
  const named = [...people, ...places].flatMap((mention) => mention.sentences);
  for (const index of [...named, ...dates.map(({ sentence }) => sentence)]) {
    mentions.set(index, (mentions.get(index) ?? 0) + 1);
  }
  const scores = rankSentences(sentences, { mentions });
  const best = pickSentences(sentences, scores, Math.min(4, Math.max(1, Math.ceil(sentences.length / 4))));
  const [strongest] = pickSentences(sentences, scores, 1);
  const phrase = findStrongestPhrase(sentences, scores);
  const lessons = findLessons(sentences);
  const chapters = findChapters(sentences, chapterNames);
  return {
    title: phrase ?? findOpening(sentences, scores),
    oneLiner: { text: strongest ? trimSentence(strongest.text, 30) : "", quote: strongest?.text ?? "" },
    summary: best.map(({ text }) => ({ text: trimSentence(text), quotes: [text] })),
    lessons,
    quotes: findQuotes(sentences, scores),
    // The schema wants one of its chapters even of a story that speaks for none; `chapters` is empty then.
    chapter: chapters[0] ?? chapterNames[0] ?? "",
    chapters,
    themes: findThemes(sentences),
    tone: readTone(sentences),
    people: people.slice(0, 30).map(({ name, quotes }) => ({ name, quotes })),
    places: places.slice(0, 30).map(({ name, quotes }) => ({ name, quotes })),
    dates: dates.slice(0, 20).map(({ sentence: _sentence, ...date }) => date),
    happenedDate: chooseHappened(dates.slice(0, 20)),
    followUps: askFollowUps({
      people,
      places,
      dates,
      lessons: lessons.map(({ quote }) => quote),
      phrase: phrase?.text,
    }),
    warnings: findWarnings(sentences),
  };
}

function readStory(document: string): z.infer<typeof storySchema> {
  let json: unknown;
  try {
    json = JSON.parse(document);
  } catch {
    throw describeForm();
  }
  const story = storySchema.safeParse(json);
  if (!story.success) throw describeForm();
  if (story.data.language.split("-")[0]?.toLowerCase() !== "en") {
    throw new OpenAiError(
      400,
      `memoryvault-local reads English only; it cannot describe a story in '${story.data.language}'.`,
      { param: "messages", code: "language_unsupported_locally" },
    );
  }
  return story.data;
}

function describeForm(): OpenAiError {
  return new OpenAiError(
    400,
    "memoryvault-local needs the last user message to be a JSON document {recordedOn, knownNames, language, segments: [{start, end, text}]}.",
    { param: "messages", code: "unsupported_locally" },
  );
}
