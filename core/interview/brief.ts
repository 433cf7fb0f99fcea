import type { Briefing, QuestionAim } from "./asking.ts";
import type { Ledger } from "./ledger.ts";
import type { Session } from "./session.ts";

/** What an interviewer is told at most: stories and questions, characters of a story's summary, turns, of an answer. */
const most = { told: 200, oneLiner: 300, asked: 500, turns: 12, answer: 1500 };

/** What an interviewer must know for the next question. Questions of turns that are left out stay known as asked. */
export function briefInterviewer(session: Session, aim: QuestionAim): Briefing {
  const { language, stage, narrator, topic, chapter, ledger } = session;
  const ended = session.turns.flatMap(({ question, text, outcome }) =>
    outcome === "open" ? [] : [{ question: question.text, answer: text, outcome, chapter: question.chapter }],
  );
  const earlier = ended.slice(0, -most.turns);
  return {
    language,
    stage,
    aim,
    narratorName: narrator?.name,
    topic,
    chapter,
    turns: ended.slice(-most.turns).map((turn) => ({ ...turn, answer: keepEnd(turn.answer) })),
    ledger: boundLedger(
      ledger,
      earlier.map(({ question }) => question),
      [
        ...session.declined,
        ...earlier.flatMap(({ question, outcome }) => (outcome === "declined" ? [question] : [])),
      ],
    ),
    rejected: [],
  };
}

/** Everything declined is kept: what is forgotten there would be asked again. */
function boundLedger(ledger: Ledger, asked: readonly string[], declined: readonly string[]): Ledger {
  return {
    ...ledger,
    told: ledger.told
      .slice(0, most.told)
      .map((story) => ({ ...story, oneLiner: story.oneLiner.slice(0, most.oneLiner) })),
    asked: [...asked, ...ledger.asked].slice(0, most.asked),
    declined: [...new Set([...declined, ...ledger.declined])],
  };
}

/** The end of a long answer, from a whole word on: it is what the next question goes on from. */
function keepEnd(answer: string): string {
  if (answer.length <= most.answer) return answer;
  return answer.slice(-most.answer).replace(/^\S*\s+/u, "");
}
