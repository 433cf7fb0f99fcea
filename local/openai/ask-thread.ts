import { parentPort, Worker } from "node:worker_threads";

// A model computes for seconds on end: on a thread of its own it holds nobody up.
type Asked<Question> = { id: number; question: Question } | { id: number; left: true };
type Answered<Answer> = { id: number; answer: Answer } | { id: number; failure: unknown };

/**
 * Whoever calls what this answers asks the module's thread, which is started by the first question and keeps no process
 * alive. An aborted signal tells the thread that nobody waits any more. A thread that dies fails all that is asked of it;
 * the next question starts another.
 */
export function openThread<Question, Answer>(
  module: URL,
): (question: Question, signal: AbortSignal) => Promise<Answer> {
  const waiting = new Map<number, PromiseWithResolvers<Answer>>();
  let thread: Worker | undefined;
  let count = 0;

  const start = (): Worker => {
    const started = new Worker(module);
    started.on("message", (answered: Answered<Answer>) => {
      const asking = waiting.get(answered.id);
      waiting.delete(answered.id);
      if (waiting.size === 0) started.unref();
      if ("failure" in answered) asking?.reject(answered.failure);
      else asking?.resolve(answered.answer);
    });
    started.once("error", (error) => {
      thread = undefined;
      for (const { reject } of waiting.values()) reject(error);
      waiting.clear();
    });
    return started;
  };

  return async (question, signal) => {
    signal.throwIfAborted();
    count += 1;
    const id = count;
    const asking = Promise.withResolvers<Answer>();
    waiting.set(id, asking);
    thread ??= start();
    const asked = thread;
    const tell = (message: Asked<Question>) => asked.postMessage(message);
    const leave = () => tell({ id, left: true });
    asked.ref();
    tell({ id, question });
    signal.addEventListener("abort", leave);
    try {
      return await asking.promise;
    } catch (error) {
      signal.throwIfAborted();
      throw error;
    } finally {
      signal.removeEventListener("abort", leave);
    }
  };
}

/** The thread's side, called once in its module: answers one question after the other, for they would share one core. */
export function answerQuestions<Question, Answer>(
  answer: (question: Question, signal: AbortSignal) => Promise<Answer>,
): void {
  const open = new Map<number, AbortController>();
  let last: Promise<unknown> = Promise.resolve();

  const settle = async (id: number, question: Question, signal: AbortSignal): Promise<Answered<Answer>> => {
    try {
      signal.throwIfAborted();
      return { id, answer: await answer(question, signal) };
    } catch (failure) {
      return { id, failure };
    }
  };

  parentPort?.on("message", (asked: Asked<Question>) => {
    const { id } = asked;
    if ("left" in asked) return open.get(id)?.abort(new Error("Nobody waits for the answer any more."));
    const asking = new AbortController();
    open.set(id, asking);
    last = last.then(async () => {
      const answered = await settle(id, asked.question, asking.signal);
      open.delete(id);
      parentPort?.postMessage(answered);
    });
  });
}
