import { expect, test } from "vitest";
import type { Briefing } from "../../core/interview/asking.ts";
import { chooseBankQuestion, listBank } from "../../core/interview/bank.ts";
import { findUncovered } from "../../core/interview/coverage.ts";
import { checkQuestion, touchesDeclined } from "../../core/interview/guard.ts";
import { interviewLanguages } from "../../core/interview/interview.ts";
import { countWords } from "../../core/interview/progress.ts";
import { asksTheSame, isSame, readQuestion } from "../../core/interview/question-likeness.ts";
import { lifeChapters } from "../../core/life-chapters.ts";
import { briefingOf, storyOf, turnOf } from "./asking-examples.ts";

test("the bank holds 168 questions, 21 a chapter, each with an id of its own", () => {
  const bank = listBank();
  expect(bank).toHaveLength(168);
  for (const chapter of lifeChapters) {
    expect(bank.filter((question) => question.chapter === chapter)).toHaveLength(21);
    expect(bank.find((question) => question.chapter === chapter)?.id).toBe(`${chapter}-01`);
  }
  expect(new Set(bank.map(({ id }) => id)).size).toBe(168);
});

test("every chapter has easy questions for anybody, and some that look further back", () => {
  for (const chapter of lifeChapters) {
    const questions = listBank().filter((question) => question.chapter === chapter);
    const easy = questions.filter(({ depth, sensitivity }) => depth === 1 && sensitivity === 1);
    expect(easy.length, chapter).toBeGreaterThanOrEqual(5);
    expect(questions.some(({ depth }) => depth === 3)).toBe(true);
    expect(questions.some(({ sensitivity }) => sensitivity === 3)).toBe(true);
  }
});

test.each(interviewLanguages)("every opening question passes the guard and is short (%s)", (language) => {
  const problems = listBank().flatMap((question) => {
    const text = question[language];
    const found: string[] = checkQuestion(
      { acknowledgement: "", question: text, detail: "", chapter: question.chapter },
      briefingOf({ language }),
    );
    if (countWords(text) > 20) found.push("longer than 20 words");
    if (text.split("?").length !== 2 || !text.endsWith("?")) found.push("one question mark");
    if (language === "es" && text.split("¿").length !== 2) found.push("one opening mark");
    if (text !== text.trim() || /\s{2}|\|/.test(text)) found.push("untidy");
    return found.length === 0 ? [] : [`${question.id}: ${text} ${found.join(", ")}`];
  });
  expect(problems).toEqual([]);
});

test.each(interviewLanguages)("no two opening questions ask the same (%s)", (language) => {
  const questions = listBank().map((question) => readQuestion(question[language]));
  const pairs = questions.flatMap((one, at) =>
    questions.slice(at + 1).flatMap((other) => (isSame(one, other) ? [`${one.text} = ${other.text}`] : [])),
  );
  expect(pairs).toEqual([]);
});

test("the same seed chooses the same question, other seeds choose others", () => {
  const choose = (seed: string) => chooseBankQuestion(briefingOf(), seed).id;
  expect(choose("a")).toBe(choose("a"));
  expect(new Set(["a", "b", "c", "d", "e", "f", "g", "h"].map(choose)).size).toBeGreaterThan(3);
});

test("the first question is an easy one for anybody", () => {
  for (let seed = 0; seed < 40; seed += 1) {
    expect(chooseBankQuestion(briefingOf(), String(seed))).toMatchObject({ depth: 1, sensitivity: 1 });
  }
});

test("the chapter that was asked for comes first, else the one of which least is told", () => {
  const told = lifeChapters
    .filter((chapter) => chapter !== "hobbies-and-passions")
    .map((chapter) => storyOf({ title: "Xyloto", chapter }));
  const briefing = briefingOf({ ledger: { told } });
  expect(chooseBankQuestion(briefing, "s").chapter).toBe("hobbies-and-passions");
  expect(chooseBankQuestion({ ...briefing, chapter: "faith-and-values" }, "s").chapter).toBe(
    "faith-and-values",
  );
});

test("a topic leads to the questions that speak of it", () => {
  const { en } = chooseBankQuestion(briefingOf({ topic: "my school years" }), "s");
  expect(en).toMatch(/school|class|teacher/);
});

test("nothing sensitive is asked before the fourth turn or after a hard memory", () => {
  const answers = ["We had a goat.", "It was white.", "It ate hats."];
  for (let seed = 0; seed < 30; seed += 1) {
    for (let count = 0; count < 3; count += 1) {
      const turns = answers.slice(0, count).map((answer, at) => turnOf(`What about ${at}?`, answer));
      expect(chooseBankQuestion(briefingOf({ turns }), String(seed)).sensitivity).toBeLessThan(3);
    }
    const hard = [
      ...answers.map((answer) => turnOf("What then?", answer)),
      turnOf("Who?", "My brother died."),
    ];
    expect(chooseBankQuestion(briefingOf({ turns: hard }), String(seed)).sensitivity).toBe(1);
  }
});

test.each(interviewLanguages)(
  "120 questions in a row are all different, and none touches what was declined (%s)",
  (language) => {
    const declined = language === "en" ? ["the war", "my father"] : ["la guerra", "mi padre"];
    const asked: string[] = [];
    let briefing: Briefing = briefingOf({ language, ledger: { declined } });
    for (let turn = 0; turn < 120; turn += 1) {
      const text = chooseBankQuestion(briefing, "seed")[language];
      expect(
        asked.some((other) => asksTheSame(text, other)),
        text,
      ).toBe(false);
      expect(touchesDeclined(text, declined), text).toBe(false);
      asked.push(text);
      briefing = { ...briefing, ledger: { ...briefing.ledger, asked: [...asked] } };
    }
  },
);

test("when all were asked there is still one, and not one of this session", () => {
  const asked = listBank().map(({ en }) => en);
  const first = chooseBankQuestion(briefingOf({ ledger: { asked } }), "s");
  const second = chooseBankQuestion(
    briefingOf({ ledger: { asked }, turns: [turnOf(first.en, "Well.")] }),
    "s",
  );
  expect(first.sensitivity).toBeLessThan(3);
  expect(second.id).not.toBe(first.id);
});

test("the least told part of a life leads: its chapter, and in it the emptiest decade", () => {
  const told = [
    ...lifeChapters
      .filter((chapter) => chapter !== "coming-of-age")
      .flatMap((chapter) => [storyOf({ chapter }), storyOf({ chapter })]),
    storyOf({ chapter: "coming-of-age", decade: 1950 }),
  ];
  expect(findUncovered({ told, bornIn: 1936 }, [], 2026)[0]).toEqual({
    chapter: "coming-of-age",
    decade: 1940,
    told: 0,
  });
  expect(findUncovered({ told }, [])[0]).toMatchObject({ chapter: "coming-of-age", decade: undefined });
  expect(findUncovered({ told, bornIn: 1936 }, [{ chapter: "coming-of-age" }], 2026)[0]?.chapter).not.toBe(
    undefined,
  );
});

test("no decade before a birth or after today is asked for", () => {
  const decades = findUncovered({ told: [], bornIn: 1936 }, [], 2026).map(({ decade }) => decade ?? 0);
  expect(Math.min(...decades)).toBe(1930);
  expect(Math.max(...decades)).toBe(2020);
});
