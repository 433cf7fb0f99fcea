import type { Transcript } from "./judge.ts";
import type { Narrator } from "./narrators.ts";

/** Somebody who asks: by turn, what was answered last, and what was asked so far. */
export type Asker = (turn: number, lastAnswer: string, asked: string[]) => { said: string; question: string };

/** Lets anybody interview a narrator, without any of our rules. */
export function interviewByHand(narrator: Narrator, ask: Asker, turns = 12): Transcript {
  const done: Transcript["turns"] = [];
  for (let turn = 0; turn < turns; turn++) {
    const asked = done.map(({ question }) => question);
    const { said, question } = ask(turn, done.at(-1)?.answer ?? "", asked);
    const { text, told, declined } = narrator.answer(question);
    done.push({ said, question, answer: text, told, declined, goesOn: turn > 0 });
  }
  return { language: narrator.life.language, turns: done };
}
