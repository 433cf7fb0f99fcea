import { parseWithZod } from "@conform-to/zod/v4";
import { expect, test } from "vitest";
import type { z } from "zod";
import { beginFormSchema, goOnFormSchema, questionFormSchema } from "../../app/interview/forms.ts";
import { findTroubleMessage } from "../../app/interview/trouble.ts";
import { createI18n } from "../../app/messages/i18n.ts";

const read = <Value>(schema: z.ZodType<Value>, fields: Record<string, string>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  const submission = parseWithZod(form, { schema });
  return {
    value: submission.status === "success" ? submission.value : undefined,
    error: submission.status === "success" ? undefined : submission.error,
    status: submission.status,
  };
};
const begin = (fields: Record<string, string>) => read(beginFormSchema, { language: "en", ...fields });

test("an interview is about what was chosen, whatever else was filled in before", () => {
  const filled = { topic: "The mill", chapter: "early-life" };
  expect(begin({ about: "surprise", ...filled })).toMatchObject({
    value: { topic: undefined, chapter: undefined },
  });
  expect(begin({ about: "chapter", ...filled })).toMatchObject({
    value: { topic: undefined, chapter: "early-life" },
  });
  expect(begin({ about: "topic", ...filled })).toMatchObject({
    value: { topic: "The mill", chapter: undefined },
  });
});

test("nobody in particular tells and nothing is changed about the silence when nothing was chosen", () => {
  const { value } = begin({ narratorId: "", patienceSeconds: "" });
  expect([value?.narratorId, value?.patienceSeconds]).toEqual([undefined, undefined]);
  expect(begin({ patienceSeconds: "15" })).toMatchObject({ value: { patienceSeconds: 15 } });
  expect(begin({ patienceSeconds: "600" }).status).toBe("error");
});

test("a topic of one's own needs words, and not too many", () => {
  expect(begin({ about: "topic", topic: "  " }).error?.topic).toEqual(["interview.topicMissing"]);
  expect(begin({ about: "topic", topic: "a".repeat(201) }).error?.topic).toEqual(["interview.topicTooLong"]);
});

test("a question of a relative needs words, and may be for anybody", () => {
  expect(read(questionFormSchema, { intent: "ask", text: "" }).error?.text).toEqual(["interview.askMissing"]);
  expect(read(questionFormSchema, { intent: "ask", text: "Who was Max?", narratorId: "" }).status).toBe(
    "success",
  );
});

test("without JavaScript the buttons say the same as with it, and nothing else is understood", () => {
  expect(read(goOnFormSchema, { intent: "control", control: "off-record" }).status).toBe("success");
  expect(read(goOnFormSchema, { intent: "control", control: "erase" }).status).toBe("error");
  expect(read(goOnFormSchema, { intent: "write", turnId: crypto.randomUUID(), text: " " }).status).toBe(
    "error",
  );
});

test("whatever goes wrong, the page says what to do", () => {
  const { t } = createI18n("es");
  expect(t(findTroubleMessage("denied"))).toContain("por escrito");
  expect(t(findTroubleMessage("not-sent"))).toContain("vuelve a intentarlo");
});
