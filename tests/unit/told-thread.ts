import { answerQuestions } from "../../local/openai/ask-thread.ts";

/** What the thread of local-ask-thread.test.ts is told to do. */
export type Told = { say: string } | { fail: string } | { wait: true } | { die: true };

const begun: Told[] = [];

/** Answers with all that it was told so far. */
answerQuestions<Told, Told[]>(async (told, signal) => {
  begun.push(told);
  if ("fail" in told) throw new Error(told.fail);
  if ("die" in told) setImmediate(throwDead);
  if ("wait" in told || "die" in told) {
    await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  }
  return begun;
});

function throwDead(): never {
  throw new Error("dead");
}
