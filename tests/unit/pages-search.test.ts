import fc from "fast-check";
import { expect, test } from "vitest";
import { readSearch } from "../../app/search/read-search.ts";
import { searchPath, withoutFilters } from "../../app/search/search-path.ts";
import { joinStretches, splitMarks } from "../../app/search/split-marks.ts";
import { makeHit, proposeQuestions } from "../../app/search/view.ts";
import type { Memory } from "../../core/schemas.ts";

const familyId = "01990000-0000-7000-8000-000000000001";
const escaped: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escapeHtml = (text: string) => text.replaceAll(/[&<>"']/g, (character) => escaped[character] ?? "");

test("a highlight is taken apart into text and what is marked in it", () => {
  expect(splitMarks("Dolores &amp; the <mark>secrets</mark> she kept")).toEqual([
    { text: "Dolores & the ", marked: false },
    { text: "secrets", marked: true },
    { text: " she kept", marked: false },
  ]);
  expect(splitMarks("")).toEqual([]);
});

test("whatever a story says comes out of a highlight as it was said", () => {
  const text = fc.array(
    fc.oneof(
      fc.string({ unit: "binary", minLength: 1 }),
      fc.constantFrom(
        "<mark>",
        "</mark>",
        "&lt;",
        "&amp;amp;",
        "<script>alert(1)</script>",
        "<img onerror=x>",
      ),
    ),
    { minLength: 1, maxLength: 5 },
  );
  const stretches = fc.array(fc.record({ text: text.map((parts) => parts.join("")), marked: fc.boolean() }), {
    maxLength: 5,
  });
  fc.assert(
    fc.property(stretches, (said) => {
      const highlight = said
        .map(({ text, marked }) => (marked ? `<mark>${escapeHtml(text)}</mark>` : escapeHtml(text)))
        .join("");
      const split = splitMarks(highlight);
      const marked = (all: typeof said) => joinStretches(all.filter((each) => each.marked));
      expect(joinStretches(split)).toBe(joinStretches(said));
      expect(marked(split)).toBe(marked(said));
    }),
  );
});

test("markup that should not be in a highlight stays text", () => {
  expect(splitMarks('<mark onclick="x">a</mark><script>b</script>')).toEqual([
    { text: '<mark onclick="x">a', marked: false },
    { text: "<script>b</script>", marked: false },
  ]);
  expect(splitMarks("&#60;b&#62; &nbsp; &amp;lt;")).toEqual([
    { text: "&#60;b&#62; &nbsp; &lt;", marked: false },
  ]);
});

test("a search is read out of an address, and what can't be is left out", () => {
  const read = (query: string) => readSearch(new URLSearchParams(query));
  expect(read("q=+bread++&place=Bilbao&decade=1940&tone=")).toEqual({
    q: "bread",
    filters: { place: "Bilbao", decade: "1940" },
    asked: { place: "Bilbao", decade: 1940 },
    cursor: undefined,
  });
  expect(read("decade=1943&chapter=nothing&narratorId=rose&from=once&cursor=%00&status=x")).toEqual({
    q: "",
    filters: {},
    asked: {},
    cursor: undefined,
  });
  expect(read(`q=${"a".repeat(400)}`).q).toHaveLength(300);
});

test("a search has one address, whatever it asks", () => {
  const question = { q: "C & A?", filters: { theme: "work", person: "Tía Lola" } };
  const path = searchPath(familyId, question);
  expect(path).toBe(`/families/${familyId}/search?q=C+%26+A%3F&person=T%C3%ADa+Lola&theme=work`);
  const read = readSearch(new URL(path, "https://vault.example").searchParams);
  expect({ q: read.q, filters: read.filters }).toEqual(question);
  expect(searchPath(familyId, { q: "", filters: {} })).toBe(`/families/${familyId}/search`);
  expect(withoutFilters(question.filters, "theme")).toEqual({ person: "Tía Lola" });
});

function makeMemory(): Memory {
  return {
    id: "01990000-0000-7000-8000-000000000002",
    familyId,
    status: "ready",
    title: "The switchboard",
    oneLiner: "",
    summary: "",
    chapters: [],
    themes: [],
    people: [],
    places: [],
    dates: [],
    claims: [],
    followUps: [],
    warnings: [],
    recording: { seconds: 60, bytes: 1, contentType: "audio/wav" },
    version: 1,
    createdAt: "2026-11-24T10:00:00.000Z",
    updatedAt: "2026-11-24T10:00:00.000Z",
  };
}

test("what was found stands beside the second it is said at, and alone only where nobody says it", () => {
  const moments = [
    { start: 4, end: 7, text: "She knew who owed money to whom, and kept it." },
    { start: 9, end: 12, text: "Money was short." },
  ];
  const said = makeHit({
    memory: makeMemory(),
    rank: 1,
    highlight: "who owed <mark>money</mark> to whom, and kept it.",
    moments,
  });
  expect(said.highlight).toEqual([]);
  expect(said.moments.map((moment) => joinStretches(moment.said))).toEqual([
    "…who owed money to whom, and kept it.",
    "Money was short.",
  ]);
  expect(said.moments[0]?.said.filter(({ marked }) => marked)).toEqual([{ text: "money", marked: true }]);
  const written = makeHit({
    memory: makeMemory(),
    rank: 1,
    highlight: "The <mark>secrets</mark>",
    moments: [],
  });
  expect(joinStretches(written.highlight)).toBe("The secrets");
});

test("what one may ask is what the family's stories speak of", () => {
  const none = { chapter: [], decade: [], tone: [], person: [], place: [], narrator: [], theme: [] };
  expect(proposeQuestions(none)).toEqual([]);
  expect(
    proposeQuestions({
      ...none,
      person: [{ value: familyId, label: "Dolores", count: 2 }],
      place: [{ value: "Bilbao", count: 1 }],
    }),
  ).toEqual(["Dolores", "Bilbao"]);
});
