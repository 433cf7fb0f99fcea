import { expect, test } from "vitest";
import { notificationKinds } from "../../core/news.ts";
import { writeNewsMail } from "../../core/news-mails.ts";
import { defaultTelling, lastDigest, type News, readTelling } from "../../core/notifications.ts";

const familyId = "018f2f00-0000-7000-8000-000000000001";
const memoryId = "018f2f00-0000-7000-8000-000000000002";
const house = "https://memoryvault.example";

function tell(kind: News["kind"], more: Partial<News> = {}): News {
  return {
    kind,
    familyId,
    familyName: "The Millers",
    title: "The bread oven",
    details: { name: "Beppe", person: "Giuseppe Rossi", on: "2026-12-24T10:00:00Z" },
    ...(kind.startsWith("memory") || kind === "name.heard" ? { memoryId } : {}),
    ...more,
  };
}

test("what somebody said of one kind leaves the others as they come", () => {
  expect(readTelling({})).toEqual(defaultTelling);
  const quiet = { page: false, mail: "off" } as const;
  expect(readTelling({ "memory.ready": quiet })).toEqual({ ...defaultTelling, "memory.ready": quiet });
  expect(defaultTelling["memory.ready"].page).toBe(true);
});

test.for([
  ["2026-11-24T16:00:00.000Z", "2026-11-24T16:00:00.000Z"],
  ["2026-11-24T23:59:59.999Z", "2026-11-24T16:00:00.000Z"],
  ["2026-11-24T15:59:59.999Z", "2026-11-23T16:00:00.000Z"],
  ["2026-03-01T00:00:00.000Z", "2026-02-28T16:00:00.000Z"],
])("at %s the news were gathered last at %s", ([now = "", last = ""]) => {
  expect(lastDigest(new Date(now)).toISOString()).toBe(last);
});

test("a mail says one thing in its subject, leads to it, and tells how to have no more of them, in both languages", () => {
  for (const kind of notificationKinds) {
    const english = writeNewsMail([tell(kind)], "en", house);
    const spanish = writeNewsMail([tell(kind)], "es", house);
    expect(english.subject).not.toBe(spanish.subject);
    for (const { subject, text } of [english, spanish]) {
      expect(subject, kind).toMatch(/bread oven|Beppe|The Millers/);
      const path = tell(kind).memoryId ? `/memories/${memoryId}` : `/families/${familyId}/settings`;
      expect(text, kind).toContain(`\n${house}${path}\n`);
      expect(text, kind).toContain(`${house}/account/notifications\n`);
      expect(`${subject} ${text}`, kind).not.toMatch(/undefined|Invalid/);
    }
  }
  expect(writeNewsMail([tell("family.deleting")], "en", house).subject).toBe(
    "The Millers will be deleted on December 24, 2026",
  );
  expect(writeNewsMail([tell("memory.ready", { title: "" })], "en", house).subject).toBe(
    "A new story is ready to hear",
  );
});

test("the day's news stand by family, each with the way to it", () => {
  const others = { familyId: "018f2f00-0000-7000-8000-000000000003", familyName: "The Bakers" };
  const { subject, text } = writeNewsMail(
    [tell("memory.ready"), tell("memory.ready", others), tell("name.heard")],
    "en",
    house,
  );
  expect(subject).toBe("3 things are new in your family's vault");
  expect(text).toContain(
    [
      "The Millers",
      "- “The bread oven” is ready to hear",
      `  ${house}/memories/${memoryId}`,
      "- Is “Beppe” Giuseppe Rossi?",
      `  ${house}/memories/${memoryId}`,
      "",
      "The Bakers",
    ].join("\n"),
  );
});

test("a long day is told in part, and the page has the rest", () => {
  const { subject, text } = writeNewsMail(
    Array.from({ length: 42 }, () => tell("memory.ready")),
    "es",
    house,
  );
  expect(subject).toBe("42 novedades en el baúl de tu familia");
  expect(text.match(/^- /gm)).toHaveLength(30);
  expect(text).toContain(`Y 12 más: ${house}/notifications\n`);
});

test("a name or title brings no address of its own into a mail", () => {
  const title = "Look\nhttps://evil.example/x now";
  const { subject, text } = writeNewsMail(
    [tell("member.joined", { details: { name: title }, familyName: title })],
    "en",
    house,
  );
  for (const written of [subject, text]) expect(written).not.toMatch(/evil\.example|\/x/);
  expect(subject).not.toContain("\n");
});
