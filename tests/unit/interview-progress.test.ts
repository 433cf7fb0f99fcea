import { expect, test } from "vitest";
import { isHardMemory } from "../../core/interview/hard-memories.ts";
import type { Turn } from "../../core/interview/interview.ts";
import { fullSession, planNext } from "../../core/interview/progress.ts";
import { questionOf, turnOf, wordsOf } from "./interview-begun.ts";

const rich = wordsOf(60);
/** Turns by what was answered: "> " stands before the answer to a follow-up. */
function turnsOf(...texts: string[]): Turn[] {
  return texts.map((text, at) =>
    turnOf(at + 1, {
      text: text.replace(/^> /, ""),
      question: questionOf(at + 1, { origin: text.startsWith("> ") ? "follow-up" : "bank" }),
    }),
  );
}
const aims = (...texts: string[]) => planNext(turnsOf(...texts), "en");

test("a rich answer is stayed with for three questions, then another part of the life comes", () => {
  expect(aims(rich)).toEqual({ stage: "deep-dive", aim: "detail" });
  expect(aims(rich, `> ${rich}`)).toEqual({ stage: "deep-dive", aim: "sensory" });
  expect(aims(rich, `> ${rich}`, `> ${rich}`)).toEqual({ stage: "deep-dive", aim: "feeling" });
  expect(aims(rich, `> ${rich}`, `> ${rich}`, `> ${rich}`)).toEqual({
    stage: "exploring",
    aim: "new-topic",
  });
  expect(aims(rich, `> ${rich}`, rich)).toEqual({ stage: "deep-dive", aim: "detail" });
});

test("a short answer is asked about once, and one that says nothing is left", () => {
  expect(aims("We lived by the sea.")).toEqual({ stage: "exploring", aim: "detail" });
  expect(aims("We lived by the sea.", "> In a small house.")).toMatchObject({ aim: "new-topic" });
  expect(aims("No idea.")).toMatchObject({ aim: "new-topic" });
});

test.each(["unheard", "skipped", "declined"] as const)(
  "after a turn that was %s comes something else",
  (outcome) => {
    expect(planNext([turnOf(1, { text: rich, outcome })], "en")).toEqual({
      stage: "exploring",
      aim: "new-topic",
    });
  },
);

test("a hard memory is followed by a quiet turn, and nothing of its story by what could be seen or heard", () => {
  const hard = `My brother died that winter. ${rich}`;
  expect(aims(hard)).toMatchObject({ aim: "gentle" });
  expect(aims(rich, `> ${hard}`)).toMatchObject({ aim: "gentle" });
  expect(aims(rich, `> ${rich}`, `> ${rich}`, `> ${hard}`)).toMatchObject({ aim: "gentle" });
  expect(aims(hard, `> ${rich}`)).toMatchObject({ aim: "new-topic" });
  expect(aims(hard, `> ${hard}`, `> ${hard}`, `> ${hard}`, `> ${hard}`)).toMatchObject({ aim: "new-topic" });
});

test.each([
  ["en", "My husband died in 1987."],
  ["en", "Then the war came and the soldiers took our horse."],
  ["en", "They bombed the town. We were in the cellar."],
  ["en", "She had cancer."],
  ["es", "Mi hermano murió de pequeño."],
  ["es", "Vino la guerra y pasamos hambre."],
  ["es", "A mi tío lo fusilaron."],
  ["es", "Le dio un derrame."],
] as const)("in %s this is a hard memory: %s", (language, text) => {
  expect(isHardMemory(text, language)).toBe(true);
});

test.each([
  ["en", "We nearly died laughing."],
  ["en", "Before the war my father built warm houses and warships."],
  ["en", "We painted the hospital ceiling."],
  ["es", "Estábamos muertos de risa."],
  ["es", "Antes de la guerra teníamos una tienda."],
] as const)("in %s this is none: %s", (language, text) => {
  expect(isHardMemory(text, language)).toBe(false);
});

/** Told turns of so many words and so long a pause. */
function told(...answers: [words: number, pause: number][]): Turn[] {
  return answers.map(([words, longestPause], at) => turnOf(at + 1, { text: wordsOf(words), longestPause }));
}

test("who answers ever shorter with longer pauses is asked one gentle question, then whether there is more, then no more", () => {
  const tired = told([80, 2], [90, 2], [60, 2], [40, 3], [20, 5]);
  expect(planNext(tired, "en")).toEqual({ stage: "winding-down", aim: "gentle" });
  const gentle = turnOf(6, { text: rich });
  expect(planNext([...tired, gentle], "en")).toEqual({ stage: "winding-down", aim: "closing" });
  const closing = turnOf(7, { question: questionOf(7, { origin: "closing" }) });
  expect(planNext([...tired, gentle, closing], "en")).toBeUndefined();
});

test("whoever only answers shorter, or only pauses longer, isn't tired", () => {
  expect(planNext(told([80, 2], [90, 2], [60, 2], [40, 2], [20, 2]), "en")?.stage).not.toBe("winding-down");
  expect(planNext(told([80, 2], [90, 2], [60, 2], [70, 4], [80, 6]), "en")?.stage).not.toBe("winding-down");
  expect(planNext(told([5, 2], [4, 3], [3, 4]), "en")?.stage).not.toBe("winding-down");
});

test("who says that they are tired is believed, and who tells of it isn't tired", () => {
  expect(aims(`${rich}. I'm getting a bit tired now.`)).toEqual({ stage: "winding-down", aim: "gentle" });
  expect(planNext([turnOf(1, { text: "Sí. Estoy un poco cansada ya." })], "es")?.stage).toBe("winding-down");
  expect(aims(`${rich}. I was tired of the farm, and he said I'm tired.`)?.stage).toBe("deep-dive");
});

test("a full session winds down, and ends even if its last question was none of ours", () => {
  const full = told(...Array.from({ length: fullSession }, (): [number, number] => [30, 2]));
  expect(planNext(full.slice(0, -1), "en")?.stage).not.toBe("winding-down");
  expect(planNext(full, "en")).toEqual({ stage: "winding-down", aim: "gentle" });
  expect(planNext([...full, turnOf(13)], "en")?.aim).toBe("closing");
  expect(planNext([...full, turnOf(13), turnOf(14)], "en")).toBeUndefined();
});
