import { z } from "zod";
import { findChapters } from "./chapters.ts";
import { describeForm, type LocalBriefing, readBriefing } from "./interview-briefing.ts";
import { findDetails } from "./interview-details.ts";
import {
  type DetailKind,
  type FollowUpAim,
  fillFrame,
  hashWords,
  isFrameOf,
  turnList,
} from "./interview-frames.ts";
import { englishFrames } from "./interview-frames-en.ts";
import { spanishFrames } from "./interview-frames-es.ts";
import { createMemory, type QuestionMemory } from "./interview-memory.ts";
import { rankDetails } from "./interview-ranking.ts";
import { splitSentences } from "./sentences.ts";
import { spanishChapterWords } from "./spanish-words.ts";

const fields = ["acknowledgement", "question", "detail", "chapter"];
const longestQuestion = 30;

const questionSchemaSchema = z.object({
  properties: z.looseObject({ chapter: z.object({ enum: z.array(z.string()).min(1) }) }),
});

/** What is answered: a question, the narrator's own words that it names, and what is said before it. */
export interface LocalQuestion {
  acknowledgement: string;
  question: string;
  detail: string;
  chapter: string;
}

const books = { en: englishFrames, es: spanishFrames };

/** The chapter names that a JSON schema allows, if it is one of the answers that `draftQuestion` can give. */
export function readQuestionSchema(schema: unknown): { chapters: string[] } | undefined {
  const parsed = questionSchemaSchema.safeParse(schema);
  if (!parsed.success) return undefined;
  const { properties } = parsed.data;
  const names = Object.keys(properties);
  if (names.length !== fields.length || !fields.every((field) => names.includes(field))) return undefined;
  return { chapters: properties.chapter.enum };
}

/**
 * Thinks of the next question of an interview, in English or Spanish: a frame filled with something that the last answer
 * named, or a part of the life that wasn't spoken of. Words of the briefing are searched, never followed as instructions.
 * Throws `OpenAiError` 400 for a document of another form.
 */
export function draftQuestion(document: string, chapters: string[]): LocalQuestion {
  const briefing = readBriefing(document);
  const memory = createMemory(briefing, books[briefing.language]);
  const followed = followUps(briefing, memory);
  const [earlier, fresh] = [backToEarlier(briefing, memory), newTopics(briefing, chapters)];
  // Back and on in turn: what was left open is worth more than a new beginning, but a life has many parts.
  const last = briefing.turns.at(-1);
  const wentBack =
    last !== undefined && books[briefing.language].earlier.some((frame) => isFrameOf(frame, last.question));
  const candidates = [...followed, ...(wentBack ? [...fresh, ...earlier] : [...earlier, ...fresh])];
  const usable = candidates.filter(
    ({ question }) => question.split(/\s+/).length <= longestQuestion && !memory.isForbidden(question),
  );
  // Asked in much the same words is worse than a frame that was used before with another detail.
  const chosen =
    usable.find(({ question, frame }) => !memory.wasAsked(question) && !memory.wasUsed(frame)) ??
    usable.find(({ question }) => !memory.wasAsked(question)) ??
    usable[0] ??
    candidates[0];
  if (!chosen) throw describeForm();
  const { question, detail } = chosen;
  return {
    acknowledgement: acknowledge(briefing, question),
    question,
    detail,
    chapter: chosen.chapter ?? chooseChapter(briefing, chapters),
  };
}

interface Candidate {
  question: string;
  frame: string;
  detail: string;
  chapter?: string;
}

function followUps(briefing: LocalBriefing, memory: QuestionMemory): Candidate[] {
  const { aim, language, turns } = briefing;
  const last = turns.at(-1);
  if (aim === "new-topic" || last?.outcome !== "answered") return [];
  const details = rankDetails(
    findDetails(last.answer, language, briefing.ledger.knownNames),
    last.answer,
    memory,
  );
  return details.flatMap(({ kind, words, named }) =>
    listFrames(briefing, kind, aim, words).map((frame) => ({
      question: fillFrame(frame, named),
      frame,
      detail: words,
    })),
  );
}

/** Something that an earlier answer named and nobody asked about; what was told last is the freshest. */
function backToEarlier(briefing: LocalBriefing, memory: QuestionMemory): Candidate[] {
  const { language, ledger, turns } = briefing;
  const book = books[language];
  const answers = turns.filter(({ outcome }) => outcome === "answered").map(({ answer }) => answer);
  return answers.toReversed().flatMap((answer) =>
    rankDetails(findDetails(answer, language, ledger.knownNames), answer, memory)
      .filter(({ words, kind }) => !memory.isSpent(words) && memory.countTold(words) <= 1 && kind !== "time")
      .slice(0, 2)
      .flatMap(({ words, named }) =>
        turnList(book.earlier, `${words} ${turns.length}`).map((frame) => ({
          question: fillFrame(frame, named),
          frame,
          detail: "",
        })),
      ),
  );
}

/** Those made for the kind come first more often than not; which of them, the words decide. */
function listFrames(
  { language, turns }: LocalBriefing,
  kind: DetailKind,
  aim: FollowUpAim,
  words: string,
): string[] {
  const book = books[language];
  const seed = `${words} ${turns.length}`;
  const own = turnList(book[kind][aim], seed);
  const any = turnList(book.any[aim], seed);
  return hashWords(seed) % 3 === 0 ? [...any.slice(0, 2), ...own, ...any.slice(2)] : [...own, ...any];
}

/** The parts of the life that were spoken of least, one question of each before the second of any. */
function newTopics(briefing: LocalBriefing, chapters: string[]): Candidate[] {
  const { language, ledger, narratorName, turns } = briefing;
  const book = books[language];
  const seed = `${narratorName ?? ""} ${turns[0]?.answer ?? ""}`;
  const counts = new Map<string, number>();
  for (const { chapter } of ledger.told) if (chapter) counts.set(chapter, (counts.get(chapter) ?? 0) + 1);
  for (const { question, answer } of turns) {
    for (const chapter of readChapters(`${question} ${answer}`, language, chapters).slice(0, 2)) {
      counts.set(chapter, (counts.get(chapter) ?? 0) + 1);
    }
  }
  const wanted = turns.length < 4 ? briefing.chapter : null;
  const order = turnList(chapters, seed).toSorted(
    (a, b) => Number(b === wanted) - Number(a === wanted) || (counts.get(a) ?? 0) - (counts.get(b) ?? 0),
  );
  // Somebody who hardly answers is asked what needs no looking for.
  const isTerse = turns.slice(-2).every(({ answer }) => answer.split(/\s+/).length < 6);
  const smaller = turnList(book.smaller, `${seed} ${turns.length}`).map((frame) => ({
    question: frame,
    frame,
    detail: "",
  }));
  const depth = Math.max(...order.map((chapter) => book.chapters[chapter]?.length ?? 0));
  const larger: Candidate[] = Array.from({ length: depth }, (_, at) =>
    order.flatMap((chapter): Candidate[] => {
      const frame = turnList(book.chapters[chapter] ?? [], seed)[at];
      return frame === undefined ? [] : [{ question: frame, frame, detail: "", chapter }];
    }),
  ).flat();
  const decades = listEmptyDecades(briefing).map((name, at): Candidate => {
    const frame = book.decade[(hashWords(seed) + at) % book.decade.length] ?? "";
    return { question: fillFrame(frame, name), frame, detail: "" };
  });
  const ordered = [...larger.slice(0, 3), ...decades.slice(0, 2), ...larger.slice(3)];
  return isTerse && turns.length > 1 ? [...smaller, ...ordered] : [...ordered, ...smaller];
}

const spanishDecades: Record<number, string> = {
  1930: "treinta",
  1940: "cuarenta",
  1950: "cincuenta",
  1960: "sesenta",
  1970: "setenta",
  1980: "ochenta",
  1990: "noventa",
};

/** Decades of the narrator's grown life, as far as it is known, from which nothing was told. */
function listEmptyDecades({ language, ledger, turns }: LocalBriefing): string[] {
  if (ledger.bornIn === undefined) return [];
  const from = Math.ceil((ledger.bornIn + 4) / 10) * 10;
  const said = turns.map(({ question, answer }) => `${question} ${answer}`).join(" ");
  return [0, 10, 20, 30]
    .map((after) => from + after)
    .filter((decade) => decade <= 1990 && !ledger.told.some((story) => story.decade === decade))
    .filter((decade) => !said.includes(`${decade}`.slice(0, 3)))
    .flatMap((decade) => (language === "en" ? [`${decade}s`] : (spanishDecades[decade] ?? [])));
}

function chooseChapter(briefing: LocalBriefing, chapters: string[]): string {
  const last = briefing.turns.at(-1);
  const found = readChapters(`${last?.question ?? ""} ${last?.answer ?? ""}`, briefing.language, chapters);
  return found[0] ?? chapters.find((chapter) => chapter === briefing.chapter) ?? chapters[0] ?? "";
}

function readChapters(text: string, language: "en" | "es", chapters: string[]): string[] {
  if (language === "en") return findChapters(splitSentences([text]), chapters);
  const scores = chapters.map((chapter) => ({
    chapter,
    score: [...text.toLowerCase().matchAll(spanishChapterWords[chapter] ?? /$^/g)].length,
  }));
  return scores
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .map(({ chapter }) => chapter);
}

const asksWhoSpeaks =
  /\b(?:are you|you(?:'|’)re|say you are|who are you|what are you)\b.{0,30}\b(?:human|real|person|robot|machine|computer|program)|\b(?:eres|quién eres|qué eres|di que eres)\b.{0,30}(?:humano|humana|persona|real|robot|máquina|programa)/i;

/** Said before the question: true, short, and not every time. */
function acknowledge({ aim, language, turns }: LocalBriefing, question: string): string {
  const last = turns.at(-1);
  const book = books[language];
  if (!last) return "";
  const pick = (list: string[]) => turnList(list, question)[0] ?? "";
  if (asksWhoSpeaks.test(last.answer)) {
    return language === "en"
      ? "I am a computer program, not a person."
      : "Soy un programa de ordenador, no una persona.";
  }
  if (last.outcome === "declined" || last.outcome === "skipped") return pick(book.noMatter);
  if (last.outcome !== "answered") return "";
  if (aim === "gentle") return pick(book.kindly);
  return hashWords(question) % 2 === 0 && last.answer.split(/\s+/).length > 8 ? pick(book.thanks) : "";
}
