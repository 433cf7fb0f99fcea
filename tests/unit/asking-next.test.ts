import { afterEach, expect, test, vi } from "vitest";
import { VendorError } from "../../core/errors.ts";
import { askNext, leftOpen } from "../../core/interview/ask-next.ts";
import type { Briefing, QuestionAim, QuestionDraft } from "../../core/interview/asking.ts";
import { listBank } from "../../core/interview/bank.ts";
import { briefInterviewer } from "../../core/interview/brief.ts";
import { coverageOf } from "../../core/interview/coverage.ts";
import type { Session } from "../../core/interview/session.ts";
import type { Interviewer } from "../../core/ports.ts";
import { sessionOf, sessionTurnOf, storyOf } from "./asking-examples.ts";

afterEach(() => void vi.useRealTimers());

const told = sessionOf({
  turns: [sessionTurnOf({}, "I started at Granger's mill in October, with my father's leather gloves.")],
  ledger: { declined: ["the war"] },
});
const grounded: QuestionDraft = {
  acknowledgement: "Leather gloves, from your father.",
  question: "What do you remember about the leather gloves?",
  detail: "leather gloves",
  chapter: "education-and-work",
};

/** An interviewer that says these things, one after another; a line of its own for what it was told and what was logged. */
function interviewerOf(...drafts: (Partial<QuestionDraft> | Error)[]) {
  const briefings: Briefing[] = [];
  const logged: string[] = [];
  const interviewer: Interviewer = {
    async propose(briefing) {
      briefings.push(briefing);
      const next = drafts[briefings.length - 1] ?? {};
      if (next instanceof Error) throw next;
      return { ...grounded, ...next };
    },
  };
  return { services: servicesOf(interviewer, logged), briefings, logged };
}

function servicesOf(interviewer: Interviewer, logged: string[] = []) {
  let ids = 0;
  return {
    interviewer,
    log: (event: string, fields?: object) => void logged.push(`${event} ${JSON.stringify(fields)}`),
    requestId: "r",
    newId: () => `q${++ids}`,
  };
}

const ask = (given: ReturnType<typeof interviewerOf>, session: Session, aim: QuestionAim | "closing") =>
  askNext(given.services, session, aim);
const askFirst = (session: Session) => ask(interviewerOf(), session, "new-topic");
const bankTexts = new Set(listBank().flatMap(({ en, es }) => [en, es]));

test("a good proposal is asked, with its thanks", async () => {
  const given = interviewerOf({});
  expect(await ask(given, told, "detail")).toEqual({
    id: "q1",
    text: grounded.question,
    acknowledgement: grounded.acknowledgement,
    origin: "follow-up",
    detail: "leather gloves",
    chapter: "education-and-work",
  });
  expect(given.logged).toEqual([]);
});

const bad: [string, Partial<QuestionDraft>, string][] = [
  ["two questions", { question: "What were the gloves like? Who wore them?" }, "several-questions"],
  ["a yes-or-no question", { question: "Were the leather gloves warm?" }, "closed"],
  ["what was declined", { question: "What became of the gloves in the war?" }, "declined-topic"],
  ["nothing", { question: "" }, "empty"],
  ["what was asked", { question: "What did you see?", detail: "" }, "ungrounded already-asked"],
  ["another language", { question: "¿Qué recuerdas de los guantes de aquel día?" }, "wrong-language"],
  ["a person's words", { question: "I remember such gloves; what were yours like?" }, "claims-to-be-human"],
];
test.each(bad)(
  "an interviewer that proposes %s is asked once more, with the reason",
  async (_, draft, problems) => {
    const given = interviewerOf(draft, {});
    expect((await ask(given, told, "detail")).text).toBe(grounded.question);
    expect(given.briefings[0]?.rejected).toEqual([]);
    expect(given.briefings[1]?.rejected[0]?.question).toBe(draft.question);
    for (const problem of problems.split(" ")) {
      expect(given.briefings[1]?.rejected[0]?.problems).toContain(problem);
    }
  },
);

test.each(bad)("an interviewer that goes on proposing %s leaves it to the bank", async (_, draft) => {
  const given = interviewerOf(draft, draft, {});
  const question = await ask(given, told, "feeling");
  expect(question.origin).toBe("bank");
  expect(bankTexts.has(question.text)).toBe(true);
  expect(given.briefings).toHaveLength(2);
  expect(given.logged).toHaveLength(2);
  if (draft.question) expect(given.logged.join()).not.toContain(draft.question);
  expect(given.logged.join()).not.toContain("gloves");
});

test("thanks that ask, claim or go on and on are dropped, the question is kept", async () => {
  for (const acknowledgement of [
    "Really?",
    "As a mother I know.",
    "How proud you were.",
    "See <b>this</b>.",
    "word ".repeat(26),
  ]) {
    const question = await ask(interviewerOf({ acknowledgement }), told, "detail");
    expect(question.text).toBe(grounded.question);
    expect(question.acknowledgement).toBeUndefined();
  }
});

test("a vendor that fails leaves it to the bank at once", async () => {
  const error = new VendorError("interview.unavailable", { vendor: "v", retryable: true, detail: "down" });
  const given = interviewerOf(error);
  expect((await ask(given, told, "sensory")).origin).toBe("bank");
  expect(given.briefings).toHaveLength(1);
  expect(given.logged).toEqual([expect.stringContaining("interview.unavailable")]);
});

test("an interviewer that hangs and hears no signal is left after six seconds", async () => {
  vi.useFakeTimers();
  let signal: AbortSignal | undefined;
  const hanging: Interviewer = {
    propose: (_, options) => {
      signal = options.signal;
      return new Promise(() => {});
    },
  };
  const logged: string[] = [];
  const asking = askNext(servicesOf(hanging, logged), told, "detail");
  await vi.advanceTimersByTimeAsync(6000);
  expect((await asking).origin).toBe("bank");
  expect(signal?.aborted).toBe(true);
  expect(logged).toEqual([expect.stringContaining("interview.late")]);
  expect(vi.getTimerCount()).toBe(0);
});

test("who no longer waits ends it at once", async () => {
  const stop = new AbortController();
  const hanging: Interviewer = { propose: () => new Promise(() => {}) };
  const asking = askNext(servicesOf(hanging), told, "detail", stop.signal);
  stop.abort();
  expect((await asking).origin).toBe("bank");
});

test("after a skipped question nobody is asked to go on with an answer that isn't there", async () => {
  const skipped = sessionOf({ turns: [...told.turns, sessionTurnOf({}, "", { outcome: "skipped" })] });
  const given = interviewerOf({});
  expect((await ask(given, skipped, "gentle")).origin).toBe("bank");
  const bare = sessionOf({ turns: [...told.turns, sessionTurnOf({}, "Well, yes.")] });
  expect((await ask(given, bare, "detail")).origin).toBe("bank");
  expect(given.briefings).toHaveLength(0);
});

test("at a new topic the interviewer may go back to what was named and not asked about", async () => {
  const back = { question: "What did your mornings at the mill sound like?", detail: "" };
  const question = await ask(interviewerOf(back), told, "new-topic");
  expect(question).toMatchObject({ text: back.question, origin: "left-open", chapter: "education-and-work" });
  expect(question.detail).toBeUndefined();
  const refused = await ask(
    interviewerOf({ question: "Was it loud?" }, new Error("away")),
    told,
    "new-topic",
  );
  expect(bankTexts.has(refused.text)).toBe(true);
});

test("the last question is the same for everybody, in their language", async () => {
  const given = interviewerOf();
  expect((await ask(given, told, "closing")).text).toMatch(/what else would you like to tell\?$/);
  expect(await ask(given, sessionOf({ language: "es" }), "closing")).toMatchObject({
    origin: "closing",
    text: expect.stringMatching(/^Antes .*¿qué más te gustaría contar\?$/),
  });
});

const queued = (text: string, id = "a", askedBy: string | undefined = "Ana") => ({ id, text, askedBy });

test("what relatives asked comes first at every new topic, the oldest first, each once", async () => {
  const ledger = {
    queued: [queued("Where did you learn to swim?"), queued("Who was Uncle Joe?", "b")],
    open: ["What became of the goat?"],
  };
  const first = await askFirst(sessionOf({ ledger }));
  expect(first).toMatchObject({
    text: "Where did you learn to swim?",
    origin: "relative",
    sourceId: "a",
    askedBy: "Ana",
    acknowledgement: "A question from Ana:",
  });
  const turns = [sessionTurnOf(first, "In the sea.")];
  const second = await ask(interviewerOf(), sessionOf({ ledger, turns }), "new-topic");
  expect(second.sourceId).toBe("b");
  const third = await ask(
    interviewerOf(),
    sessionOf({ ledger, turns: [...turns, sessionTurnOf(second, "My uncle.")] }),
    "new-topic",
  );
  expect(third).toMatchObject({ origin: "left-open", text: "What became of the goat?" });
});

const relatives: ["en" | "es", string, { text: string; acknowledgement?: string } | undefined][] = [
  [
    "en",
    "Did you ever meet the Queen?",
    { text: "What would you like to tell Ana about this question: “Did you ever meet the Queen”?" },
  ],
  [
    "en",
    "What song did my mother sing?",
    { text: "What would you like to tell Ana about this question: “What song did my mother sing”?" },
  ],
  [
    "en",
    "The recipe of the apple cake",
    { text: "What would you like to tell Ana about this: “The recipe of the apple cake”?" },
  ],
  [
    "en",
    "What was the wedding like? Who was there?",
    {
      text: "What would you like to tell Ana about that?",
      acknowledgement: "A longer question from Ana: “What was the wedding like. Who was there.”",
    },
  ],
  [
    "es",
    "¿Cómo era la casa del pueblo?",
    { text: "¿Cómo era la casa del pueblo?", acknowledgement: "Una pregunta de Ana:" },
  ],
  [
    "es",
    "¿Conociste al rey?",
    { text: "¿Qué te gustaría responder a esta pregunta de Ana: “Conociste al rey”?" },
  ],
  ["en", "What did you do in the war?", undefined],
  ["es", "¿Dónde estabas en la guerra?", undefined],
  ["en", "See https://example.com/ and answer", undefined],
  ["en", "What is <script>alert(1)</script>?", undefined],
];
test.each(relatives)(
  "a relative's question is put so that it can be heard (%s: %s)",
  async (language, text, put) => {
    const declined = ["the war", "la guerra"];
    const question = await askFirst(sessionOf({ language, ledger: { queued: [queued(text)], declined } }));
    if (put) expect(question).toMatchObject({ ...put, origin: "relative" });
    else expect(question.origin).toBe("bank");
  },
);

test("a relative's question of any length is one open question, told whole", async () => {
  const text = "I have always wanted to know ".repeat(9).trim();
  const question = await askFirst(sessionOf({ ledger: { queued: [{ id: "a", text }] } }));
  expect(question.text).toBe("What would you like to tell your family about that?");
  expect(question.acknowledgement).toContain(text);
});

test("two long questions of one relative are both asked", async () => {
  const texts = ["Who built the boat? Where did it sail?", "What was school like? Who taught you?"];
  const ledger = { queued: texts.map((text, at) => queued(text, `${at}`)) };
  const first = await askFirst(sessionOf({ ledger }));
  const turns = [sessionTurnOf(first, "My uncle built it, and it sailed to Leith.")];
  const second = await ask(interviewerOf(), sessionOf({ ledger, turns }), "new-topic");
  expect([first.sourceId, second.sourceId]).toEqual(["0", "1"]);
  const later = await askFirst(
    sessionOf({ ledger: { queued: ledger.queued.slice(1), asked: [first.text] } }),
  );
  expect(later.sourceId).toBe("1");
});

test("a relative's name can't say anything but a name", async () => {
  const ledger = { queued: [queued("Who was Joe?", "a", "<b>http://x.example</b>")] };
  const question = await askFirst(sessionOf({ ledger }));
  expect(question.acknowledgement).toBe("A question from your family:");
});

test("the first question is an easy one of our own: no interviewer is waited for", async () => {
  const given = interviewerOf({ question: "Who died first?", detail: "" });
  const question = await ask(given, sessionOf(), "new-topic");
  expect(listBank().find(({ id }) => id === question.sourceId)).toMatchObject({
    en: question.text,
    depth: 1,
    sensitivity: 1,
  });
  expect(given.briefings).toHaveLength(0);
});

test("an interview about something begins with that, in the starter's words", async () => {
  const first = async (topic: string, language: "en" | "es" = "en", open: string[] = []) =>
    (await askFirst(sessionOf({ topic, language, ledger: { open, declined: ["the war"] } }))).text;
  expect(await first("My wedding")).toBe("What comes to your mind first when you think of your wedding?");
  expect(await first("the years when I was in Leeds")).toBe(
    "What comes to your mind first when you think of the years when you were in Leeds?",
  );
  expect(await first("Mi boda", "es")).toBe(
    "¿Qué es lo primero que te viene a la mente cuando piensas en tu boda?",
  );
  expect(await first("What did you do in Leeds?")).toBe("What did you do in Leeds?");
  expect(await first("my wedding", "en", ["What became of the goat?"])).toContain("your wedding");
  expect(await first("the goat", "en", ["What became of the goat?"])).toBe("What became of the goat?");
  expect(bankTexts.has(await first("the war"))).toBe(true);
  expect(bankTexts.has(await first("<script>"))).toBe(true);
});

test("an interview of a chapter begins in that chapter", async () => {
  const question = await askFirst(sessionOf({ chapter: "faith-and-values" }));
  expect(question).toMatchObject({ origin: "bank", chapter: "faith-and-values" });
  expect(listBank().find(({ id }) => id === question.sourceId)?.en).toBe(question.text);
});

test("what was left open is asked at most three times a session, and never what was declined or can't be heard", async () => {
  const open = [
    "Did it rain?",
    "What happened to Tom in the war?",
    "What became of the goat?",
    "Who built the boat?",
    "Where is the piano now?",
    "Which bridge fell?",
  ];
  let session = sessionOf({ ledger: { open, declined: ["the war"] } });
  const asked: string[] = [];
  for (let turn = 0; turn < 4; turn += 1) {
    const question = await ask(interviewerOf(new Error("away")), session, "new-topic");
    asked.push(question.origin === "left-open" ? question.text : question.origin);
    session = { ...session, turns: [...session.turns, sessionTurnOf(question, "Well, that was long ago.")] };
  }
  expect(asked).toEqual([open[2], open[3], open[4], "bank"]);
});

test("what was not answered is left for the next time, what was declined isn't, and relatives' questions wait by themselves", () => {
  const turns = [
    sessionTurnOf({ text: "What was on the shelf?" }, "Jam."),
    sessionTurnOf({ text: "Who drove the bus?" }, "", { outcome: "skipped" }),
    sessionTurnOf({ text: "Where was the war?", origin: "follow-up" }, "", { outcome: "declined" }),
    sessionTurnOf({ text: "Who was Joe?", origin: "relative" }, "", { outcome: "skipped" }),
    sessionTurnOf({ text: "What else?", origin: "closing" }, "", { outcome: "skipped" }),
    sessionTurnOf({ text: "What did the bell say?", origin: "follow-up" }, "", { outcome: "open" }),
  ];
  const ledger = { open: ["What was on that shelf?", "Which bridge fell?", "How did the war end?"] };
  expect(leftOpen(sessionOf({ turns, ledger }))).toEqual([
    "Who drove the bus?",
    "What did the bell say?",
    "Which bridge fell?",
  ]);
});

test("an interviewer is told the last twelve turns, the ends of long answers, and everything that was declined", () => {
  const turns = Array.from({ length: 15 }, (_, at) =>
    sessionTurnOf({ text: `What of number ${at}?` }, `start ${"word ".repeat(500)}end ${at}`, {
      outcome: at === 0 ? "declined" : "answered",
    }),
  );
  const told = Array.from({ length: 250 }, () => storyOf({ oneLiner: "x".repeat(400) }));
  const session = sessionOf({ turns, declined: ["the goat"], ledger: { told, declined: ["the war"] } });
  const briefing = briefInterviewer(session, "detail");
  expect(briefing.turns).toHaveLength(12);
  expect(Math.max(...briefing.turns.map(({ answer }) => answer.length))).toBeLessThanOrEqual(1500);
  expect(briefing.turns.at(-1)?.answer).toMatch(/^word .*end 14$/);
  expect(briefing.ledger.told).toHaveLength(200);
  expect(Math.max(...briefing.ledger.told.map(({ oneLiner }) => oneLiner.length))).toBe(300);
  expect(briefing.ledger.asked).toContain("What of number 1?");
  expect(briefing.ledger.declined).toEqual(["the goat", "What of number 0?", "the war"]);
});

test("the turn that is still open is no part of the briefing", () => {
  const session = sessionOf({ turns: [...told.turns, sessionTurnOf({}, "", { outcome: "open" })] });
  expect(briefInterviewer(session, "detail").turns).toHaveLength(1);
});

test("coverage tells what was told, open and declined, each once", () => {
  const session = sessionOf({
    ledger: {
      told: [
        storyOf({ chapter: "early-life", decade: 1940, people: ["Rose"], places: ["Whitby"] }),
        storyOf({ chapter: "early-life", decade: 1940, people: ["Rose"] }),
      ],
      open: ["What became of Joe Marsh?"],
      declined: ["my brother Tom"],
      knownNames: ["Joe Marsh", "Tom", "Rose"],
    },
    turns: [
      sessionTurnOf({ chapter: "love-and-family" }, "Rose danced with me."),
      sessionTurnOf({ chapter: "faith-and-values" }, "", { outcome: "declined" }),
    ],
  });
  expect(coverageOf(session)).toEqual([
    { chapter: "early-life", decade: 1940, state: "told" },
    { chapter: "early-life", decade: 1940, person: "Rose", state: "told" },
    { chapter: "early-life", decade: 1940, place: "Whitby", state: "told" },
    { chapter: "love-and-family", state: "told" },
    { chapter: "love-and-family", person: "Rose", state: "told" },
    { chapter: "faith-and-values", state: "declined" },
    { person: "Joe Marsh", state: "open" },
    { person: "Tom", state: "declined" },
  ]);
});
