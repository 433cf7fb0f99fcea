import { expect, test } from "vitest";
import { openThread } from "../../local/openai/ask-thread.ts";
import type { Told } from "./told-thread.ts";

const never = new AbortController().signal;
const open = () => openThread<Told, Told[]>(new URL("./told-thread.ts", import.meta.url));

test("a thread answers one question after the other, and tells what failed", async () => {
  const ask = open();
  const [one, failed, two] = [
    ask({ say: "one" }, never),
    ask({ fail: "no such word" }, never),
    ask({ say: "two" }, never),
  ];
  expect(await one).toEqual([{ say: "one" }]);
  await expect(failed).rejects.toThrow("no such word");
  expect(await two).toEqual([{ say: "one" }, { fail: "no such word" }, { say: "two" }]);
});

test("what nobody waits for any more is ended, or isn't begun", async () => {
  const ask = open();
  const [first, second] = [new AbortController(), new AbortController()];
  const [running, queued] = [ask({ wait: true }, first.signal), ask({ say: "queued" }, second.signal)];
  const next = ask({ say: "next" }, never);
  second.abort(new Error("gone"));
  first.abort(new Error("gone"));
  await expect(running).rejects.toThrow("gone");
  await expect(queued).rejects.toThrow("gone");
  await expect(ask({ say: "too late" }, first.signal)).rejects.toThrow("gone");
  expect((await next).filter((told) => "say" in told)).toEqual([{ say: "next" }]);
});

test("a thread that dies fails all that was asked of it, and the next question gets another", async () => {
  const ask = open();
  const [dying, behind] = [ask({ die: true }, never), ask({ say: "behind" }, never)];
  await expect(dying).rejects.toThrow("dead");
  await expect(behind).rejects.toThrow("dead");
  expect(await ask({ say: "alive" }, never)).toEqual([{ say: "alive" }]);
});
