import fc from "fast-check";
import { expect, test } from "vitest";
import { controlSchema } from "../../core/interview/frames.ts";
import { hearSpoken, joinHeard } from "../../core/interview/hear-spoken.ts";
import { interviewLanguages } from "../../core/interview/interview.ts";
import { nextTurn } from "../../core/interview/next-turn.ts";
import { idleMs, type Session, type SessionEvent, sessionSchema } from "../../core/interview/session.ts";
import { begin, begunAt, idOf, questionOf } from "./interview-begun.ts";

const sentences = [
  "We lived by the sea.",
  "My brother died in the war and nobody spoke of it again in our house for many years after that winter.",
  "That's all.",
  "Skip this.",
  "Off the record.",
  "Back on the record.",
  "Give me a minute.",
  "Let's go on.",
  "Let's stop here.",
  "I'd rather not talk about that.",
  "Eso es todo.",
  "Fuera de registro.",
  "Prefiero no hablar de eso.",
  "",
];
const now = fc.integer({ min: 0, max: 3 * idleMs }).map((ms) => begunAt + ms);
const turnId = fc.integer({ min: 1, max: 8 }).map(idOf);
const seconds = fc.double({ min: 0, max: 400, noNaN: true });
const by = fc.constantFrom("voice", "upload");
const segments = fc
  .array(fc.record({ text: fc.constantFrom(...sentences), final: fc.boolean() }), { maxLength: 6 })
  .map((told) => told.map((one, at) => ({ ...one, start: at * 4, end: at * 4 + 3 })));
const origin = fc.constantFrom("bank", "follow-up", "relative", "closing");
const event: fc.Arbitrary<SessionEvent> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant("chunk"), now, turnId }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant("heard"), now, turnId, segments }) },
  { weight: 3, arbitrary: fc.record({ type: fc.constant("finished"), now, turnId, longestPause: seconds }) },
  { weight: 6, arbitrary: fc.record({ type: fc.constant("answered"), now, turnId, by, segments, seconds }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("unheard"), now, turnId, by, seconds }) },
  {
    weight: 1,
    arbitrary: fc.record({ type: fc.constant("written"), now, turnId, text: fc.constantFrom(...sentences) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant("control"),
      now,
      control: fc.constantFrom(...controlSchema.options.filter((name) => name !== "stop")),
    }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("control"), now, control: fc.constant("stop") }) },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant("question"),
      now,
      turnId,
      question: origin.map((from) => questionOf(1, { origin: from })),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant("memory-made"), now, memoryId: turnId }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("alarm"), now }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("woken"), now }) },
);
/** Events that name the open turn, or the next memory, are the ones that lead somewhere. */
const walk = fc.array(fc.tuple(event, fc.double({ min: 0, max: 1, noNaN: true })), {
  minLength: 1,
  maxLength: 60,
});

function aim(state: Session, event: SessionEvent, luck: number): SessionEvent {
  if (luck < 0.15) return event;
  const last = state.turns.at(-1);
  if (event.type === "question") return { ...event, turnId: idOf(100 + state.turns.length) };
  if (event.type === "memory-made") {
    return { ...event, memoryId: state.memories.find(({ made }) => !made)?.id ?? event.memoryId };
  }
  return "turnId" in event && last ? { ...event, turnId: last.id } : event;
}

/** Sentences with a mark of their own, so that each can be told from the others. */
const tellings = fc.array(fc.constantFrom("told", "off", "on"), { minLength: 1, maxLength: 20 });
const words = {
  told: (at: number) => `It was house ${at}.`,
  off: () => "Off the record.",
  on: () => "On the record again.",
};

test("wherever one goes off and on the record, what is kept is what was said on it, in order", () => {
  fc.assert(
    fc.property(tellings, fc.integer({ min: 1, max: 5 }), fc.boolean(), (tellings, perSegment, offRecord) => {
      const sentences = tellings.map((kind, at) => ({ kind, text: words[kind](at) }));
      const segments = [];
      for (let at = 0; at < sentences.length; at += perSegment) {
        const text = sentences
          .slice(at, at + perSegment)
          .map((each) => each.text)
          .join(" ");
        segments.push({ start: at * 3, end: (at + perSegment) * 3, text });
      }
      const spoken = hearSpoken(segments, { language: "en", offRecord, obeyedTo: 0 });
      let off = false;
      const kept: string[] = [];
      for (const { kind, text } of sentences) {
        if (kind === "told") {
          if (!off) kept.push(text);
        } else off = kind === "off";
      }
      const wasSaid = tellings.filter((kind) => kind !== "told");
      expect(spoken.offRecord).toBe(wasSaid.length > 0 ? wasSaid.at(-1) === "off" : offRecord);
      const heard = joinHeard(spoken.segments);
      expect(heard.match(/house \d+/g) ?? []).toEqual(kept.map((text) => text.slice(7, -1)));
      expect(heard).not.toMatch(/off the record/i);
      const times = spoken.segments.flatMap(({ start, end }) => [start, end]);
      for (const [at, time] of times.entries())
        expect(time).toBeGreaterThanOrEqual((times[at - 1] ?? 0) - 0.31);
    }),
    { seed: 20261124, numRuns: 300 },
  );
});

test("whatever happens, in whatever order, a session keeps its promises", () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(fc.constantFrom(...interviewLanguages), walk, (language, steps) => {
      let state = begin(language);
      for (const [event, luck] of steps) {
        const before = state;
        const { state: after, effects } = nextTurn(before, aim(before, event, luck));
        checkStep(before, after);
        const keeps = effects.some(({ type }) => type === "keep-audio");
        if (keeps) {
          expect([before.phase, before.paused, before.offRecord]).toEqual(["answering", false, false]);
        }
        if (after.phase === "asking" && before.phase !== "asking") {
          expect(effects.filter(({ type }) => type === "ask")).toHaveLength(1);
        }
        reached.add(after.phase).add(after.stage);
        state = after;
      }
    }),
    { seed: 20261124, numRuns: 400 },
  );
  for (const name of ["asking", "answering", "hearing", "closing", "closed", "exploring", "deep-dive"]) {
    expect(reached).toContain(name);
  }
});

function checkStep(before: Session, after: Session) {
  expect(sessionSchema.safeParse(after).success).toBe(true);
  const open = after.turns.filter(({ outcome }) => outcome === "open");
  expect(open).toHaveLength(after.phase === "answering" || after.phase === "hearing" ? 1 : 0);
  if (open[0]) expect(after.turns.at(-1)).toBe(open[0]);
  if (before.phase === "closed") expect(after).toBe(before);
  expect(after.declined.slice(0, before.declined.length)).toEqual(before.declined);
  expect(after.turns.length).toBeGreaterThanOrEqual(before.turns.length);
  // What has ended stays as it is.
  for (const [index, turn] of before.turns.entries()) {
    if (turn.outcome !== "open") expect(after.turns[index]).toEqual(turn);
  }
  if (before.memories.length > 0) {
    const named = ({ memories }: Session) => memories.map(({ id, turnIds }) => ({ id, turnIds }));
    expect(named(after)).toEqual(named(before));
  }
  if (after.phase === "closed") expect(after.memories.every(({ made }) => made)).toBe(true);
}
