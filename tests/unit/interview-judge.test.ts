import { expect, test } from "vitest";
import { badInterviewers } from "../../bench/interview/bad-interviewers.ts";
import { goodInterviews } from "../../bench/interview/good-interviews.ts";
import { interviewByHand } from "../../bench/interview/interview-by-hand.ts";
import { addVerdicts, judgeInterview, listFailures } from "../../bench/interview/judge.ts";
import { createNarrator, createNarrators, narratorKinds } from "../../bench/interview/narrators.ts";

const failureOf: Record<string, string> = { "claims-to-be-a-person": "says-it-is-ai" };

for (const language of ["en", "es"] as const) {
  for (const [name, create] of Object.entries(badInterviewers)) {
    test(`${language}: an interviewer that is bad at "${name}" fails, and fails in that`, () => {
      const verdicts = Array.from({ length: 12 }, (_, at) => at + 1).map((seed) => {
        const narrator = createNarrator(language, name === "declined-topic" ? "grieving" : "cheerful", seed);
        return judgeInterview(interviewByHand(narrator, create(language)));
      });
      expect(listFailures(addVerdicts(verdicts))).toContain(failureOf[name] ?? name);
    });
  }

  test(`${language}: an interview that was written by hand with care passes`, () => {
    const verdict = judgeInterview(goodInterviews[language]);
    expect(verdict.breaches).toEqual([]);
    expect(listFailures(verdict)).toEqual([]);
    expect(verdict.closed).toBe(0);
    expect(verdict.grounded).toBe(verdict.groundable);
    expect(verdict.distinct).toBe(verdict.questions);
  });
}

test("fifty narrators are fifty: half in each language, of every kind, no two alike", () => {
  const narrators = createNarrators();
  expect(narrators).toHaveLength(50);
  for (const language of ["en", "es"]) {
    const own = narrators.filter(({ life }) => life.language === language);
    expect(own).toHaveLength(25);
    expect(new Set(own.map(({ kind }) => kind))).toEqual(new Set(narratorKinds));
  }
  expect(new Set(narrators.map(({ life }) => life.facts.map(({ tell }) => tell).join())).size).toBe(50);
  for (const { life } of narrators) expect(life.facts.length).toBeGreaterThanOrEqual(12);
});

test("a fact comes out only by a question that touches it", () => {
  const narrator = createNarrator("en", "cheerful", 1);
  const [fact] = narrator.life.facts;
  expect(narrator.answer("What do you think of arithmetic?").told).toEqual([]);
  expect(narrator.answer(`Was ${fact?.narrow[0]} important to you?`).text).toMatch(/^(?:Yes|No)/);
  expect(narrator.answer(`What can you say about ${fact?.narrow[0]}?`)).toMatchObject({
    told: [fact?.id],
    text: fact?.tell,
  });
});

test("every hint can be followed: what one fact names opens the next", () => {
  for (const { life, name } of createNarrators()) {
    for (const [at, fact] of life.facts.entries()) {
      const next = life.facts[(at + 1) % life.facts.length];
      if (!next) continue;
      const said = fact.tell.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
      expect({ name, fact: fact.id, opens: next.narrow.some((topic) => said.includes(topic)) }).toEqual({
        name,
        fact: fact.id,
        opens: true,
      });
    }
  }
});

test("whoever is asked the same again says so, and whoever declined asks to be left in peace", () => {
  const narrator = createNarrator("es", "grieving", 3);
  const [lost = ""] = narrator.life.sorrow;
  const first = narrator.answer(`¿Cómo era ${lost}?`);
  expect(first.text).toBe(narrator.life.decline);
  expect(first.declined).toContain(lost);
  expect(narrator.answer(`¿Qué hacía ${lost}?`).text).toBe(narrator.life.book.grief.object);
  narrator.answer("¿Qué opinas de la aritmética?");
  expect(narrator.life.book.again).toContain(narrator.answer("¿Qué opinas de la aritmética?").text);
});
