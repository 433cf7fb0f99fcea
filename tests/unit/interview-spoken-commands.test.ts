import { expect, test } from "vitest";
import { hearSpoken } from "../../core/interview/hear-spoken.ts";
import type { InterviewLanguage } from "../../core/interview/interview.ts";
import { findSpokenCommands } from "../../core/interview/spoken-commands.ts";
import { segmentsOf } from "./interview-begun.ts";

function orders(language: InterviewLanguage, ...texts: string[]) {
  return findSpokenCommands(segmentsOf(...texts), language).map(({ order }) => order);
}

test.each([
  ["That's all.", "finished"],
  ["And that's all I remember.", "finished"],
  ["We sold the house. That’s all I can remember about it.", "finished"],
  ["We sold the house in May. So, that's it, thank you.", "finished"],
  ["I'm done.", "finished"],
  ["He was kind. I've finished.", "finished"],
  ["I think I'm finished.", "finished"],
  ["No, nothing else.", "finished"],
  ["that's all", "finished"],
  ["Skip this.", "skip"],
  ["Can we skip that question, please?", "skip"],
  ["Next question, please.", "skip"],
  ["Let's talk about something else.", "skip"],
  ["Give me a minute.", "pause"],
  ["Let's take a break.", "pause"],
  ["Could we take a short break, please?", "pause"],
  ["One moment, please.", "pause"],
  ["Let's stop here.", "stop"],
  ["I want to stop.", "stop"],
  ["I'd like to stop for today, thank you.", "stop"],
  ["We lived by the sea. Let's stop the interview here.", "stop"],
  ["I'd rather not talk about that.", "decline"],
  ["Well, I'd rather not.", "decline"],
  ["I don't want to talk about it.", "decline"],
  ["I would prefer not to say.", "decline"],
  ["This is off the record.", "off-record"],
  ["Off the record, he drank.", "off-record"],
  ["Can we go off the record for a moment?", "off-record"],
  ["As I said, off the record, he drank.", "off-record"],
  ["Please don't record this.", "off-record"],
  ["Okay, back on the record.", "on-record"],
  ["We can go on.", "resume"],
  ["Okay, I'm ready.", "resume"],
])("%s is said to the interviewer", (text, order) => {
  expect(orders("en", text)).toEqual([order]);
});

test.each([
  ["Eso es todo.", "finished"],
  ["Y eso es todo lo que recuerdo.", "finished"],
  ["Vendimos la casa. Ya está.", "finished"],
  ["He terminado, gracias.", "finished"],
  ["No hay nada más que contar.", "finished"],
  ["Siguiente pregunta, por favor.", "skip"],
  ["Pasemos a otra pregunta.", "skip"],
  ["Sáltate esta pregunta.", "skip"],
  ["Dame un minuto.", "pause"],
  ["Hagamos una pausa.", "pause"],
  ["Necesito un descanso.", "pause"],
  ["Paremos un momento.", "pause"],
  ["Paremos aquí.", "stop"],
  ["Quiero parar, por favor.", "stop"],
  ["Vamos a dejarlo aquí por hoy.", "stop"],
  ["Prefiero no hablar de eso.", "decline"],
  ["No quiero hablar de eso.", "decline"],
  ["De eso prefiero no hablar.", "decline"],
  ["Esto queda fuera de registro.", "off-record"],
  ["Fuera de registro, bebía mucho.", "off-record"],
  ["No grabes esto, por favor.", "off-record"],
  ["Volvemos al registro.", "on-record"],
  ["Bueno, sigamos.", "resume"],
])("%s is said to the interviewer in Spanish", (text, order) => {
  expect(orders("es", text)).toEqual([order]);
});

test.each([
  "He said that's all he had.",
  "That's all we had to eat in those days.",
  "It was a small room, that's all.",
  "He put down his spoon and said, I'm finished.",
  'He looked at me. "I\'m done."',
  "That's all he ever said to me. Then we went home.",
  "We had to skip school that week.",
  "They told me to stop.",
  "They told me, let's stop here.",
  "The teacher always said, next question.",
  "My mother said: give me a minute.",
  "I wanted to stop the car. The road was icy.",
  "Let's stop here, he said.",
  "Let's stop here. That is what I told him and we slept in the barn.",
  "He told me, off the record, that the mine would close.",
  "It was an off-the-record talk with the mayor.",
  "The minister spoke off the record to my father.",
  "I'd rather not talk about that, she said.",
  "When I asked him he always said, I'd rather not talk about it.",
  "She would rather not talk about that time.",
  "He set a record on the record player.",
  "We took a break on the beach.",
  "I was done with that school.",
  "There was nothing else in the house.",
  "We went on. I was ready for anything.",
])("%s is told in a story", (text) => {
  expect(orders("en", text)).toEqual([]);
});

test.each([
  "Me dijo que eso es todo lo que tenía.",
  "Era una habitación pequeña, eso es todo.",
  "Mi padre dijo: eso es todo.",
  "Eso es todo lo que comíamos entonces.",
  "Nos dijeron que teníamos que parar.",
  "Paremos aquí, dijo mi abuelo.",
  "Prefiero no hablar de eso, me contestó.",
  "Mi madre prefería no hablar de eso.",
  "La maestra decía siempre, siguiente pregunta.",
  "Me pidió un momento y salió.",
  "«Quiero parar».",
  "Me lo contó, fuera de registro, el alcalde.",
  "Ya está lloviendo.",
  "No hay más pan en la casa.",
])("%s is told in a story in Spanish", (text) => {
  expect(orders("es", text)).toEqual([]);
});

test("words without punctuation are told apart by silences", () => {
  expect(orders("en", "we sold the house", "that's all")).toEqual(["finished"]);
  expect(orders("en", "and then he said", "that's all")).toEqual([]);
  expect(orders("en", "that's all", "we had to eat")).toEqual([]);
});

test("a clause that goes on in the next segment is one clause", () => {
  const broken = [
    { start: 0, end: 2, text: "I'd rather not" },
    { start: 2.1, end: 4, text: "talk about that." },
  ];
  expect(findSpokenCommands(broken, "en").map(({ order }) => order)).toEqual(["decline"]);
  const goingOn = [
    { start: 0, end: 2, text: "And that's all" },
    { start: 2.1, end: 4, text: "they ever gave us." },
  ];
  expect(findSpokenCommands(goingOn, "en")).toEqual([]);
});

test("who refuses may name what they refuse", () => {
  const [named] = findSpokenCommands(segmentsOf("I'd rather not talk about my brother, please."), "en");
  expect(named).toMatchObject({ order: "decline", topic: "my brother" });
  const [spanish] = findSpokenCommands(segmentsOf("Prefiero no hablar de la guerra."), "es");
  expect(spanish).toMatchObject({ order: "decline", topic: "la guerra" });
  const [unnamed] = findSpokenCommands(segmentsOf("I'd rather not talk about that."), "en");
  expect(unnamed?.topic).toBeUndefined();
});

test("erasing begins a little before the phrase, by its place in the segment, and never before the segment", () => {
  const text = "He was kind. Off the record.";
  const [later] = findSpokenCommands([{ start: 10, end: 10 + text.length / 10, text }], "en");
  expect(later?.from.seconds).toBeCloseTo(11.3);
  expect(later?.erasesFrom).toBeCloseTo(11);
  const [first] = findSpokenCommands([{ start: 10, end: 12, text: "Off the record." }], "en");
  expect(first?.erasesFrom).toBe(10);
});

const onRecord = { language: "en", offRecord: false, obeyedTo: 0 } as const;

test("what is said between off and on the record is cut out, and what follows comes earlier", () => {
  const spoken = hearSpoken(
    [
      { start: 0, end: 4, text: "My father was a miner." },
      { start: 5, end: 8, text: "Off the record. He drank." },
      { start: 10, end: 12, text: "Back on the record." },
      { start: 13, end: 15, text: "He sang well." },
    ],
    onRecord,
  );
  expect(spoken.offRecord).toBe(false);
  expect(spoken.erased).toHaveLength(1);
  expect(spoken.erased[0]?.fromSeconds).toBe(5);
  expect(spoken.erased[0]?.toSeconds).toBeCloseTo(12, 0);
  expect(spoken.segments.map(({ text }) => text)).toEqual(["My father was a miner.", "He sang well."]);
  expect(spoken.segments[1]?.start).toBeCloseTo(13 - ((spoken.erased[0]?.toSeconds ?? 0) - 5));
});

test("two stretches off the record are erased the last one first", () => {
  const spoken = hearSpoken(
    segmentsOf("One.", "Off the record.", "Secret.", "On the record.", "Two.", "Off the record.", "Secret."),
    onRecord,
  );
  expect(spoken.erased.map(({ fromSeconds }) => fromSeconds)).toEqual([30, 6]);
  expect(spoken.erased[0]?.toSeconds).toBeUndefined();
  expect(spoken.offRecord).toBe(true);
  expect(spoken.segments.map(({ text }) => text)).toEqual(["One.", "Two."]);
});

test("what was obeyed counts in the times after erasing: the next time off the record is obeyed, too", () => {
  const first = hearSpoken(
    segmentsOf("One.", "Off the record.", "Secret.", "On the record.", "Two.", "Off the record.", "Secret."),
    onRecord,
  );
  const kept = [...first.segments, { start: 13, end: 15, text: "Three." }];
  const again = hearSpoken([...kept, { start: 16, end: 18, text: "Off the record." }], {
    ...onRecord,
    obeyedTo: first.obeyedTo,
  });
  expect(again.erased).toEqual([{ fromSeconds: 16, toSeconds: undefined }]);
});

test("what was said before the button was pressed, and only now understood, is erased from its phrase on", () => {
  const spoken = hearSpoken(segmentsOf("He was kind.", "Off the record, he drank."), {
    ...onRecord,
    offRecord: true,
  });
  expect(spoken.erased).toEqual([{ fromSeconds: 6, toSeconds: undefined }]);
  expect(spoken.segments.map(({ text }) => text)).toEqual(["He was kind."]);
});

test("a phrase that was obeyed is not obeyed again when its times move a little", () => {
  const first = hearSpoken([{ start: 10, end: 12, text: "Off the record." }], onRecord);
  const again = hearSpoken([{ start: 10.2, end: 12.1, text: "Off the record." }], {
    ...onRecord,
    obeyedTo: first.obeyedTo,
  });
  expect(again.erased).toEqual([]);
  expect(again.offRecord).toBe(false);
});

test("what is declined off the record is not written down", () => {
  const spoken = hearSpoken(segmentsOf("Off the record.", "I'd rather not talk about Maria."), onRecord);
  expect(spoken).toMatchObject({ wish: "decline", topic: undefined, segments: [] });
});

test("the command that ends an answer is not part of it", () => {
  const spoken = hearSpoken(segmentsOf("We sold the house. That's all. Let's stop here."), onRecord);
  expect(spoken.wish).toBe("stop");
  expect(spoken.segments.map(({ text }) => text)).toEqual(["We sold the house."]);
});
