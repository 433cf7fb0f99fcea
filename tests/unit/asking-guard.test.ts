import { describe, expect, test } from "vitest";
import type { QuestionProblem } from "../../core/interview/asking.ts";
import { checkQuestion, keepAcknowledgement } from "../../core/interview/guard.ts";
import { briefingOf, storyOf, turnOf } from "./asking-examples.ts";

const mill = briefingOf({
  aim: "detail",
  turns: [
    turnOf(
      "What was your first job?",
      "I started at Granger's mill in October, and my father gave me his leather gloves. We were fourteen girls on the looms.",
    ),
  ],
  ledger: {
    told: [
      storyOf({
        title: "The night of the flood",
        oneLiner: "The river came into the kitchen and the piano floated.",
        places: ["Whitby"],
        people: ["Aunt Rose"],
        decade: 1950,
      }),
      storyOf({
        title: "How we met at the dance",
        oneLiner: "She met Harold at a dance in the church hall.",
      }),
    ],
    asked: ["What games did you play as a child?", "Who taught you to cook?"],
    declined: ["my brother Tom", "the war", "money"],
  },
});
const taller = briefingOf({
  language: "es",
  aim: "detail",
  turns: [
    turnOf(
      "¿Cuál fue tu primer trabajo?",
      "Empecé en el taller de don Anselmo, con una bicicleta prestada. Mi madre me cosió un delantal azul.",
    ),
  ],
  ledger: {
    told: [storyOf({ title: "La boda en Toledo", oneLiner: "Se casó con Julián en Toledo bajo la lluvia." })],
    asked: ["¿A qué jugabas cuando eras niña?"],
    declined: ["la guerra", "mi hermano Luis"],
  },
});

type Row = [question: string, detail: string, problems: QuestionProblem[]];

describe("a question after an answer", () => {
  const english: Row[] = [
    ["What do you remember about your father's leather gloves?", "leather gloves", []],
    ["You mentioned Granger's mill. What sounds belong to that?", "Granger's mill", []],
    ["When you think of the looms, what do you see in front of you?", "the looms", []],
    ["What was it like for you, with fourteen girls on the looms?", "fourteen girls on the looms", []],
    ["Only as much as you like: what stays with you about the gloves?", "leather gloves", []],
    ["How did you feel in October, at the mill?", "October", []],
    ["Tell me more about the girls on the looms.", "fourteen girls", ["closed"]],
    ["Tell me: what were the girls on the looms like?", "fourteen girls", []],
    ["In what kind of weather did you walk to the mill?", "Granger's mill", []],
    ["And who stood beside you at the looms?", "looms", []],
    ["Where did your father get those gloves?", "my father gave me his leather gloves", []],
    ["How old were those leather gloves?", "leather gloves", []],
    ["What would your father say, if he saw the gloves now?", "his leather gloves", []],
    ["", "", ["empty"]],
    ["   ", "looms", ["empty"]],
    [
      "What do you remember about the looms when you stood there in the morning, in that long hall, with all of the other girls around you, before the noise of the day began again?",
      "looms",
      ["too-long"],
    ],
    ["What did the looms sound like? Who stood beside you?", "looms", ["several-questions"]],
    ["What did the looms sound like and how did you get home?", "looms", ["several-questions"]],
    ["What was the mill like, what did you eat there?", "mill", ["several-questions"]],
    ["Tell me: what was the mill like and who worked there?", "mill", ["several-questions"]],
    ["What was the mill like and did you stay long?", "mill", ["several-questions"]],
    ["Did you like the looms?", "looms", ["closed"]],
    ["Was your father at the mill too?", "mill", ["closed"]],
    ["Can you tell me about the looms?", "looms", ["closed"]],
    ["So, were the gloves warm?", "leather gloves", ["closed"]],
    ["The looms were loud, right?", "looms", ["closed"]],
    ["You liked the mill, didn't you?", "mill", ["closed", "leading"]],
    ["When you stood at the looms, were you tired?", "looms", ["closed"]],
    ["And the gloves?", "leather gloves", ["closed"]],
    ["Have you still got the leather gloves?", "leather gloves", ["closed"]],
    ["How terrible was it at the mill?", "mill", ["leading"]],
    ["What made you so proud of the gloves?", "leather gloves", ["leading"]],
    ["What was so wonderful about the looms?", "looms", ["leading"]],
    ["How hard was the work on the looms?", "looms", ["leading"]],
    ["Don't you think the mill was a cruel place?", "mill", ["closed", "leading"]],
    ["You must have loved those gloves; what happened to them?", "leather gloves", ["leading"]],
    ["Why were you afraid of the looms?", "looms", ["leading"]],
    ["What did you do on Sundays?", "", ["ungrounded"]],
    ["What did the ocean smell like?", "the ocean", ["ungrounded"]],
    ["What did the garden smell like?", "leather gloves", ["ungrounded"]],
    ["What was that like for you?", "it", ["ungrounded"]],
    ["What was your first job at the mill?", "mill", []],
    ["What was the first job you had?", "started at Granger's mill", ["ungrounded", "already-asked"]],
    ["What did Tom say about the gloves?", "leather gloves", ["declined-topic"]],
    ["What happened to the mill in the war?", "mill", ["declined-topic"]],
    ["How did the mill pay you money?", "mill", ["declined-topic"]],
    [
      "¿Qué recuerdas de los telares y de aquella fábrica?",
      "looms",
      ["closed", "ungrounded", "wrong-language"],
    ],
    ["Quel souvenir gardes-tu des looms?", "looms", ["closed", "wrong-language"]],
    ["When I was young I saw looms too; what were yours like?", "looms", ["claims-to-be-human"]],
    ["As a mother I wonder: what did the gloves mean to you?", "leather gloves", ["claims-to-be-human"]],
    ["I am not a machine, so tell me: what were the looms like?", "looms", ["claims-to-be-human"]],
    ["What did the <b>looms</b> look like?", "looms", ["not-plain"]],
    ["What do you find at https://looms.example/ today?", "looms", ["not-plain"]],
    ["What did the looms\u0007 look like?", "looms", ["not-plain"]],
    ["What did the looms\u202e look like?", "looms", ["not-plain"]],
  ];
  test.each(english)("English: %s", (question, detail, problems) => {
    const draft = { acknowledgement: "", question, detail, chapter: "early-life" as const };
    expect(checkQuestion(draft, mill).sort()).toEqual([...problems].sort());
  });

  const spanish: Row[] = [
    ["¿Qué recuerdas del delantal azul?", "un delantal azul", []],
    ["Has hablado del taller. ¿A qué olía a tu alrededor?", "taller", []],
    ["Cuando piensas en el taller de don Anselmo, ¿qué ves delante de ti?", "taller de don Anselmo", []],
    ["¿Cómo era don Anselmo?", "don Anselmo", []],
    ["¿De quién era aquella bicicleta?", "bicicleta prestada", []],
    ["Cuéntame más de la bicicleta.", "una bicicleta prestada", ["closed"]],
    ["Cuéntame, ¿cómo era la bicicleta?", "una bicicleta prestada", []],
    ["Solo lo que quieras: ¿qué te queda de aquel delantal?", "delantal azul", []],
    ["¿Que hacías con la bicicleta?", "bicicleta", []],
    ["¿Con qué tela te cosió tu madre el delantal?", "delantal azul", []],
    ["Y en el taller, ¿quién te enseñaba?", "taller", []],
    ["¿Cuánto tardabas en llegar al taller?", "taller", []],
    ["¿Cómo era el taller? ¿Quién trabajaba allí?", "taller", ["several-questions"]],
    ["¿Cómo era el taller y qué hacías allí?", "taller", ["several-questions"]],
    ["¿Te gustaba el taller?", "taller", ["closed"]],
    ["¿Era azul el delantal?", "delantal azul", ["closed"]],
    ["¿Puedes contarme más del taller?", "taller", ["closed"]],
    ["Era bonito el taller, ¿verdad?", "taller", ["closed"]],
    ["¿Recuerdas cómo era la bicicleta?", "bicicleta", ["closed"]],
    ["Cuando llegabas al taller, ¿tenías hambre?", "taller", ["closed"]],
    ["¿Y la bicicleta?", "bicicleta", ["closed"]],
    ["¿No te pareció terrible el taller?", "taller", ["closed", "leading"]],
    ["¿Qué te daba miedo del taller?", "taller", ["leading"]],
    ["¿Por qué te sentías tan orgullosa de la bicicleta?", "bicicleta", ["leading"]],
    ["¿Qué tan difícil era el taller?", "taller", ["leading"]],
    ["Debió de ser triste; ¿cómo era el taller?", "taller", ["leading"]],
    ["¿Qué hacías los domingos?", "", ["ungrounded"]],
    ["¿Cómo olía el mar?", "el mar", ["ungrounded"]],
    ["¿Qué decía tu hermano Luis del taller?", "taller", ["declined-topic"]],
    ["¿Qué fue del taller durante la guerra?", "taller", ["declined-topic"]],
    ["What do you remember about the taller?", "taller", ["closed", "wrong-language"]],
    ["Cuando yo era niña vi un taller; ¿cómo era el tuyo?", "taller", ["claims-to-be-human"]],
    ["Yo también recuerdo mi delantal: ¿de qué color era el tuyo?", "delantal azul", ["claims-to-be-human"]],
    ["No soy una máquina: ¿cómo era el taller?", "taller", ["claims-to-be-human"]],
    ["¿Qué ves en www.taller.es ahora?", "taller", ["not-plain"]],
  ];
  test.each(spanish)("Spanish: %s", (question, detail, problems) => {
    const draft = { acknowledgement: "", question, detail, chapter: "early-life" as const };
    expect(checkQuestion(draft, taller).sort()).toEqual([...problems].sort());
  });
});

describe("a question about something new", () => {
  const rows: ["en" | "es", string, QuestionProblem[]][] = [
    ["en", "Which smell takes you back to your grandmother's kitchen?", []],
    ["en", "What did you imagine at seventeen that you would do all your life?", []],
    ["en", "Which games did you play when you were little?", ["already-asked"]],
    ["en", "When you were a kid, what games did you and the others play?", ["already-asked"]],
    ["en", "Who showed you how to cook?", ["already-asked"]],
    ["en", "What happened on the night of the flood?", ["already-told"]],
    ["en", "What do you remember about Whitby?", ["already-told"]],
    ["en", "How did you meet Harold at that dance?", ["already-told"]],
    ["en", "What did the piano do when the river came in?", ["already-told"]],
    ["en", "What did your brother Tom do for a living?", ["declined-topic"]],
    ["en", "What did war mean inside your family?", ["declined-topic"]],
    ["en", "What would you like to tell Ana, who asks: “Did my mother sing”?", []],
    ["en", "Where did Mrs. Smith keep the key of the chapel?", []],
    ["es", "¿Qué olor te lleva de vuelta a la cocina de tu abuela?", []],
    ["es", "De pequeña, ¿a qué juegos jugabas?", ["already-asked"]],
    ["es", "¿Cómo fue la boda en Toledo?", ["already-told"]],
    ["es", "¿Cómo se vivía la guerra en tu calle?", ["declined-topic"]],
    ["es", "¿Dónde nació Luis, tu hermano?", ["declined-topic"]],
  ];
  test.each(rows)("%s: %s", (language, question, problems) => {
    const briefing = { ...(language === "en" ? mill : taller), aim: "new-topic" as const };
    const draft = { acknowledgement: "", question, detail: "", chapter: "early-life" as const };
    expect(checkQuestion(draft, briefing).sort()).toEqual([...problems].sort());
  });
});

test("another question on the same thread is asked, the same one in other words is not", () => {
  const turns = [...mill.turns, turnOf("What did the looms sound like?", "The looms sounded like hail.")];
  const check = (question: string) =>
    checkQuestion(
      { acknowledgement: "", question, detail: "looms", chapter: "early-life" },
      { ...mill, turns },
    );
  expect(check("Who repaired the looms?")).toEqual([]);
  expect(check("What did you wear at the looms?")).toEqual([]);
  expect(check("What noise did you hear from the looms?")).toEqual(["already-asked"]);
});

test("after a vague answer a question may go back to what was told before it", () => {
  const question = "You mentioned the looms. Who repaired them?";
  const check = (last: string) =>
    checkQuestion(
      { acknowledgement: "", question, detail: "", chapter: "early-life" },
      { ...mill, turns: [...mill.turns, turnOf("What did you eat there?", last)] },
    );
  expect(check("It's hard to say, really.")).toEqual([]);
  expect(check("Bread with dripping, cold tea, apples, and herring from the harbour.")).toEqual([
    "ungrounded",
  ]);
});

test("a feeling may be asked about once the narrator has named it", () => {
  const turns = [turnOf("How was school?", "I was afraid of the teacher, he was terrible.")];
  const draft = { acknowledgement: "", detail: "afraid of the teacher", chapter: "early-life" as const };
  const question = "What made you afraid of the teacher?";
  expect(checkQuestion({ ...draft, question }, { ...mill, turns })).toEqual([]);
});

test("what was declined in this session is declined, and a question hidden in the thanks is a second one", () => {
  const turns = [turnOf("Who was your husband?", "", "declined"), ...mill.turns];
  const draft = {
    question: "What did your husband say about the gloves?",
    detail: "gloves",
    chapter: "early-life" as const,
  };
  expect(checkQuestion({ ...draft, acknowledgement: "" }, { ...mill, turns })).toEqual(["declined-topic"]);
  expect(
    checkQuestion(
      {
        acknowledgement: "Really?",
        question: "What colour were the gloves?",
        detail: "gloves",
        chapter: "early-life",
      },
      mill,
    ),
  ).toEqual(["several-questions"]);
});

test("endless drafts are turned down without reading them", () => {
  const question = `What ${"about that ".repeat(100_000)}?`;
  const draft = { acknowledgement: "", question, detail: "", chapter: "early-life" as const };
  expect(checkQuestion(draft, mill)).toEqual(["too-long"]);
});

describe("thanks before a question", () => {
  const rows: [string, boolean][] = [
    ["Thank you for telling me about the mill.", true],
    ["Fourteen girls on the looms.", true],
    ["", false],
    ["Really?", false],
    ["I remember my own first job.", false],
    ["How proud you were.", false],
    ["Your brother Tom would have liked that.", false],
    ["Gracias por contarme lo de la fábrica.", false],
    ["Look at https://example.com/ for more.", false],
    [`${"Thank you for that. ".repeat(8)}`, false],
  ];
  test.each(rows)("%s", (text, kept) => {
    expect(keepAcknowledgement(text, mill) !== undefined).toBe(kept);
  });
});
