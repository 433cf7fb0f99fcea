import { type Goal, type Measured, round, sum } from "../measured.ts";
import { addVerdicts, judgeInterview, type Transcript, type Verdict } from "./judge.ts";
import { type Narrator, narratorKinds } from "./narrators.ts";
import type { Run } from "./run-interview.ts";

/** An interviewer, and the interviews that it led, or why it led none. */
export type Interviewed = { name: string } & ({ runs: Run[] } | { notRun: string });

interface Heard {
  narrator: Narrator;
  transcript: Transcript;
}

/** What the judge found, as tables with their goals. */
export function describeInterviewers(
  fixed: Heard[],
  interviewed: Interviewed[],
  { count, turns }: { count: number; turns: number },
): Measured[] {
  const base = judgeAll(fixed);
  const led = interviewed.flatMap((one) =>
    "runs" in one ? [{ name: one.name, runs: one.runs, verdict: judgeAll(one.runs) }] : [],
  );
  const missing = interviewed.flatMap((one) => ("notRun" in one ? [`${one.name}: ${one.notRun}.`] : []));
  const rows = [
    { interviewer: "fixed list", ...describeVerdict(base, base) },
    ...led.map(({ name, verdict }) => ({ interviewer: name, ...describeVerdict(verdict, base) })),
  ];
  return [
    {
      title: "Interviews, judged",
      about: [
        `${count} simulated narrators, half of them in English and half in Spanish, ${narratorKinds.join(", ")} in turn, ${turns} turns each.`,
        "Each has a life of 20 hidden facts and tells one only to an open question that touches it.",
        "The questions are found as in a session: nextTurn says what the next is for, askNext lets the interviewer propose, the guard reject, the bank step in.",
        "The judge reads the transcripts and shares no code with the guard. The fixed list is twelve of our own opening questions, the same for everybody.",
        "Grounded: of the questions that go on with an answer (a new topic doesn't), how many name something of it; “of all” counts new topics too.",
        ...missing,
      ].join(" "),
      rows,
      goals: led.flatMap(({ name, verdict }) => listGoals(name, verdict, base)),
    },
    ...led.map(({ name, runs }) => describeKinds(name, runs, fixed)),
  ];
}

function judgeAll(heard: Heard[]): Verdict {
  return addVerdicts(heard.map(({ transcript }) => judgeInterview(transcript)));
}

function describeVerdict(verdict: Verdict, base: Verdict): Record<string, string | number> {
  const broken = (rule: string) => verdict.breaches.filter((breach) => breach.rule === rule).length;
  return {
    questions: verdict.questions,
    "one question": broken("one-question"),
    "re-ask": broken("re-ask"),
    declined: broken("declined-topic"),
    "says it is AI": broken("says-it-is-ai"),
    leading: broken("leading"),
    language: broken("language"),
    "yes/no %": percent(verdict.closed, verdict.questions),
    "words mean": round(sum(verdict.words) / verdict.words.length),
    "words max": Math.max(...verdict.words),
    "grounded %": verdict.groundable === 0 ? "-" : percent(verdict.grounded, verdict.groundable),
    "of all %": percent(verdict.namingAnswers, verdict.behindAnswers),
    "facts a turn": round(verdict.told / verdict.questions, 3),
    "× fixed list": round(coverage(verdict) / coverage(base), 2),
    "distinct in a session %": percent(verdict.distinct, verdict.questions),
  };
}

function listGoals(name: string, verdict: Verdict, base: Verdict): Goal[] {
  const broken = (rule: string): Goal => ({
    what: `${name}, breaches of ${rule}`,
    unit: "questions",
    measured: verdict.breaches.filter((breach) => breach.rule === rule).length,
    atMost: 0,
  });
  return [
    ...["one-question", "re-ask", "declined-topic", "says-it-is-ai"].map(broken),
    {
      what: `${name}, yes/no questions`,
      unit: "%",
      measured: percent(verdict.closed, verdict.questions),
      atMost: 10,
    },
    {
      what: `${name}, grounded questions`,
      unit: "%",
      measured: percent(verdict.grounded, verdict.groundable),
      atLeast: 90,
    },
    {
      what: `${name}, hidden facts a turn over the fixed list's`,
      unit: "times",
      measured: round(coverage(verdict) / coverage(base), 2),
      atLeast: 1.5,
    },
  ];
}

function describeKinds(name: string, runs: Run[], fixed: Heard[]): Measured {
  const questions = runs.flatMap(({ transcript }) => transcript.turns.map(({ question }) => question));
  const problems = Map.groupBy(
    runs.flatMap((run) => run.problems),
    (problem) => problem,
  );
  const counted = [...problems].map(([problem, all]) => `${problem} ${all.length}`).join(", ");
  const total = (of: (run: Run) => number) => sum(runs.map(of));
  return {
    title: `Interviews of ${name} by narrator`,
    about: [
      `${new Set(questions).size} different questions among ${questions.length}; ${total(({ proposed }) => proposed)} were the interviewer's own.`,
      `The guard turned down ${total(({ rejected }) => rejected)} drafts${counted === "" ? "" : ` (${counted})`};`,
      `the bank stepped in for ${total(({ replaced }) => replaced)} follow-ups; the interviewer failed ${total(({ failed }) => failed)} times.`,
    ].join(" "),
    rows: narratorKinds.map((kind) => {
      const own = judgeAll(runs.filter(({ narrator }) => narrator.kind === kind));
      const base = judgeAll(fixed.filter(({ narrator }) => narrator.kind === kind));
      return {
        narrator: kind,
        questions: own.questions,
        breaches: own.breaches.length,
        "grounded %": own.groundable === 0 ? "-" : percent(own.grounded, own.groundable),
        "facts a turn": own.questions === 0 ? "-" : round(coverage(own), 3),
        "fixed list": base.questions === 0 ? "-" : round(coverage(base), 3),
      };
    }),
    goals: [],
  };
}

function coverage({ told, questions }: Verdict): number {
  return told / Math.max(1, questions);
}

function percent(part: number, whole: number): number {
  return round((100 * part) / Math.max(1, whole));
}
