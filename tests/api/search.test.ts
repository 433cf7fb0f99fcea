import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Memory, Person } from "../../core/schemas.ts";
import type { Facet, Related, SearchAnswer, Suggestion } from "../../core/search.ts";
import { embedTexts } from "../../local/openai/embeddings/embed-texts.ts";
import { type FamilyMember, joinFamily } from "../family.ts";
import { type House, openHouse } from "../house.ts";
import { expectProblem } from "./problem.ts";
import { type MemoryRow, writeMemory, writeTranscript } from "./rows.ts";

let house: House;
let rose: FamilyMember;
let stranger: FamilyMember;
let lola: Person;
/** Memories by what they are about. */
const ids: Record<string, string> = {};

const asJson = (method: string, body: unknown): RequestInit => ({
  method,
  headers: { "Content-Type": "application/json" },
  body: JSON.stringify(body),
});
const ask = (q: string, more = "", who = rose) =>
  who.json<SearchAnswer>(`/families/${who.familyId}/search?q=${encodeURIComponent(q)}${more}`);
const suggest = async (q: string, who = rose) =>
  (
    await who.json<{ items: Suggestion[] }>(
      `/families/${who.familyId}/search/suggestions?q=${encodeURIComponent(q)}`,
    )
  ).items;
const found = (answer: SearchAnswer) => answer.items.map(({ memory }) => memory.id);
const count = (facets: Facet[], value: string) => facets.find((facet) => facet.value === value)?.count;

/** A memory with its words, as the pipeline leaves it. */
async function tell(who: FamilyMember, name: string, columns: MemoryRow, sentences: string[]): Promise<void> {
  const id = uuidv7();
  ids[name] = await writeMemory(house, who.familyId, {
    id,
    sha256: id.replaceAll("-", "").repeat(2),
    ...columns,
  });
  await writeTranscript(house, who.familyId, id, sentences);
}
const told = (people: object[], places: string[], tone = "warm") => ({
  tone: { primary: tone, intensity: 5, arc: [] },
  people,
  places: places.map((name) => ({ name, evidence: [] })),
  dates: [],
  followUps: [],
  warnings: [],
});

beforeAll(async () => {
  house = await openHouse();
  rose = await joinFamily(house, "Rose Miller");
  stranger = await joinFamily(house, "Stella Stranger");
  lola = await rose.json<Person>(
    `/families/${rose.familyId}/people`,
    asJson("POST", { name: "Dolores Ibáñez", aliases: ["Tía Lola"] }),
  );
  const dolores = { personId: lola.id, name: "Dolores", evidence: [{ start: 4, end: 7, quote: "Dolores" }] };
  await tell(
    rose,
    "switchboard",
    {
      title: "The switchboard & the <b>secrets</b>",
      summary: "She heard everybody's secrets.",
      chapter: "education-and-work",
      themes: ["work"],
      happened: { from: "1958", to: "1961", precision: "year" },
      told: told([dolores], ["Bilbao"]),
    },
    [
      "We had the headphones on for nine hours.",
      "Dolores knew who owed <i>money</i> to whom.",
      "Then I cut the line.",
    ],
  );
  await tell(
    rose,
    "oven",
    {
      title: "The bread oven",
      chapter: "early-life",
      themes: ["food", "work"],
      happened: { from: "1944", precision: "year" },
      told: told([], ["Bilbao", "Durham"], "sad"),
    },
    ["We baked before the sun was up.", "The loaves sang when they cooled."],
  );
  await tell(
    rose,
    "mill",
    {
      title: "Once at the mill",
      summary: "The river took the mill away.",
      language: "es",
      themes: ["river"],
      happened: { from: "1944-05", precision: "month" },
      told: told([{ name: "Ramón", evidence: [] }], ["Durham"], "sad"),
    },
    ["El río se llevó el molino.", "Mi abuelo se reía de las canciones."],
  );
  await tell(
    stranger,
    "theirs",
    {
      title: "The bread of Zanzibar",
      themes: ["zebras"],
      told: told([{ name: "Zacharias", evidence: [] }], ["Zagreb"]),
    },
    ["Zebras eat no bread."],
  );
});
afterAll(() => house?.close());

test("words are found in the title, the summary, the names and in what was said, the title first", async () => {
  expect(found(await ask("bread"))).toEqual([ids.oven]);
  expect(found(await ask("everybody's secrets"))).toEqual([ids.switchboard]);
  expect(found(await ask("loaf loaves"))).toEqual([ids.oven]);
  expect(found(await ask("durham")).sort()).toEqual([ids.oven, ids.mill].sort());
  expect(found(await ask("nothing of this kind"))).toEqual([]);
});

test("each memory is read in its own language, without accents", async () => {
  expect(found(await ask("cancion"))).toEqual([ids.mill]);
  expect(found(await ask("CANCIÓN"))).toEqual([ids.mill]);
  expect(found(await ask("baking"))).toEqual([ids.oven]);
});

test("a hit leads to the second, and its highlight holds no markup but marks", async () => {
  const [hit] = (await ask("money owed")).items;
  expect(hit?.moments).toEqual([{ start: 4, end: 7.5, text: "Dolores knew who owed <i>money</i> to whom." }]);
  expect(hit?.highlight).toBe(
    "Dolores knew who <mark>owed</mark> &lt;i&gt;<mark>money</mark>&lt;/i&gt; to whom.",
  );
  const [titled] = (await ask("secrets")).items;
  expect(titled?.highlight).toContain("&amp; the &lt;b&gt;<mark>secrets</mark>");
  expect(titled?.moments).toEqual([]);
});

test("an alias that nobody says leads to the second where its person is spoken of", async () => {
  for (const q of ["Tía Lola", "tia lola", "Lola"]) {
    const { items } = await ask(q);
    expect(
      items.map(({ memory }) => memory.id),
      q,
    ).toEqual([ids.switchboard]);
    expect(items[0]?.moments[0]?.start, q).toBe(4);
  }
});

test("a name taught now is found now, and a name taken away no longer", async () => {
  const path = `/people/${lola.id}`;
  expect(found(await ask("Quica"))).toEqual([]);
  await rose.json(path, asJson("PATCH", { aliases: ["Quica", "Tía Lola"] }));
  expect((await ask("Quica")).items[0]?.moments[0]?.start).toBe(4);
  await rose.json(path, asJson("PATCH", { aliases: ["Tía Lola"] }));
  expect(found(await ask("Quica"))).toEqual([]);
});

test("a misspelt name stands for the name that looks like it", async () => {
  expect(found(await ask("Dolorez"))).toEqual([ids.switchboard]);
  expect(found(await ask("Bilboa")).sort()).toEqual([ids.switchboard, ids.oven].sort());
});

test("quotes ask for exactly these words, a minus for memories without them", async () => {
  expect(found(await ask('"before the sun"'))).toEqual([ids.oven]);
  expect(found(await ask('"oven bread"'))).toEqual([]);
  expect(found(await ask("Bilbao -bread"))).toEqual([ids.switchboard]);
  expect((await ask("headphones or loaves")).total).toBe(2);
  expect(found(await ask("-bread"))).toEqual([ids.mill, ids.switchboard]);
});

test("without words everything is there, the newest first, page by page", async () => {
  const all = await ask("");
  expect(found(all)).toEqual([ids.mill, ids.oven, ids.switchboard]);
  const seen: string[] = [];
  for (const q of ["", "Bilbao Durham work"]) {
    const whole = found(await ask(q));
    let cursor: string | undefined = "";
    seen.length = 0;
    while (cursor !== undefined) {
      const page: SearchAnswer = await ask(q, `&limit=1${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      expect(page.items).toHaveLength(1);
      expect(page.total).toBe(whole.length);
      seen.push(...found(page));
      cursor = page.nextCursor;
    }
    expect(seen, q).toEqual(whole);
  }
});

test("facets count all hits, not only those of the page", async () => {
  const { facets, items } = await ask("", "&limit=1");
  expect(items).toHaveLength(1);
  expect(facets.chapter).toEqual([
    { value: "early-life", count: 1 },
    { value: "education-and-work", count: 1 },
  ]);
  expect(facets.decade).toEqual([
    { value: "1940", count: 2 },
    { value: "1950", count: 1 },
    { value: "1960", count: 1 },
  ]);
  expect(facets.tone).toEqual([
    { value: "sad", count: 2 },
    { value: "warm", count: 1 },
  ]);
  expect(facets.person).toContainEqual({ value: lola.id, label: "Dolores Ibáñez", count: 1 });
  expect(count(facets.person, "Ramón")).toBe(1);
  expect([count(facets.place, "Bilbao"), count(facets.place, "Durham")]).toEqual([2, 2]);
  expect([count(facets.theme, "work"), count(facets.theme, "river")]).toEqual([2, 1]);
  expect((await ask("bread")).facets.theme.map(({ value }) => value)).toEqual(["food", "work"]);
});

test("filters combine with words and with each other, and the list takes the same ones", async () => {
  const filters: [string, (string | undefined)[]][] = [
    ["tone=sad", [ids.mill, ids.oven]],
    ["tone=sad&place=bilbao", [ids.oven]],
    ["decade=1950", [ids.switchboard]],
    ["decade=1940&theme=river", [ids.mill]],
    ["decade=1940&tone=warm", []],
    [`person=${lola.id}`, [ids.switchboard]],
    [`person=${encodeURIComponent("tía lola")}`, [ids.switchboard]],
    [`person=${encodeURIComponent("ramón")}`, [ids.mill]],
    ["from=1945", [ids.switchboard]],
    ["to=1944", [ids.mill, ids.oven]],
    ["chapter=early-life&status=ready", [ids.oven]],
    ["status=failed", []],
  ];
  for (const [query, expected] of filters) {
    expect(found(await ask("", `&${query}`)), query).toEqual(expected);
    const list = await rose.json<{ items: Memory[] }>(`/families/${rose.familyId}/memories?${query}`);
    expect(
      list.items.map(({ id }) => id),
      query,
    ).toEqual(expected);
  }
  expect(found(await ask("Bilbao", "&tone=sad"))).toEqual([ids.oven]);
});

test("what is edited is found by its new words at once, and by its old ones no longer", async () => {
  const path = `/memories/${ids.oven}`;
  await rose.json(path, asJson("PATCH", { title: "The stone oven" }));
  expect(found(await ask("bread"))).toEqual([]);
  expect(found(await ask("stone"))).toEqual([ids.oven]);
  await rose.json(path, asJson("PATCH", { title: "The bread oven" }));
  const { segments } = await rose.json<{ segments: { id: string }[] }>(`${path}/transcript.json`);
  const line = `${path}/transcript/segments/${segments[1]?.id}`;
  await rose.json(line, asJson("PUT", { text: "The crusts whistled when they cooled." }));
  const [hit] = (await ask("whistled")).items;
  expect([hit?.memory.id, hit?.moments[0]?.start]).toEqual([ids.oven, 4]);
  expect(found(await ask("loaves"))).toEqual([]);
});

test("a deleted memory isn't found, by whatever way, until it is restored", async () => {
  await tell(rose, "gone", { title: "Xylophone", themes: ["xylophones"] }, ["A xylophone."]);
  expect(found(await ask("xylophone"))).toEqual([ids.gone]);
  await rose.api(`/memories/${ids.gone}`, { method: "DELETE" });
  expect(found(await ask("xylophone"))).toEqual([]);
  expect(await suggest("xyl")).toEqual([]);
  expect(count((await ask("")).facets.theme, "xylophones")).toBeUndefined();
  await house.query("update memory set deleted_at = null, erase_at = null where id = $1", [ids.gone]);
  expect(found(await ask("xylophone"))).toEqual([ids.gone]);
  await house.query("update memory set deleted_at = now() where id = $1", [ids.gone]);
});

test("what was typed is answered by what begins with it or looks like it", async () => {
  expect(await suggest("dol")).toEqual([{ kind: "person", text: "Dolores Ibáñez", personId: lola.id }]);
  expect(await suggest("lola")).toEqual([{ kind: "person", text: "Tía Lola", personId: lola.id }]);
  expect(await suggest("ibanes")).toEqual([{ kind: "person", text: "Dolores Ibáñez", personId: lola.id }]);
  expect(await suggest("bre")).toEqual([{ kind: "title", text: "The bread oven", memoryId: ids.oven }]);
  expect(await suggest("bilb")).toEqual([{ kind: "place", text: "Bilbao" }]);
  expect(await suggest("  %_")).toEqual([]);
});

test("nothing of another family is found, suggested or counted", async () => {
  for (const q of ["Zanzibar", "zebras", "Zacharias", "Zagreb", "bread", ""]) {
    const answer = await ask(q);
    expect(JSON.stringify(answer), q).not.toMatch(/zanzibar|zebra|zacharias|zagreb/i);
    expect(found(answer), q).not.toContain(ids.theirs);
  }
  for (const q of ["z", "zeb", "zanzibarr"]) expect(await suggest(q), q).toEqual([]);
  expect((await suggest("zeb", stranger)).map(({ text }) => text)).toContain("zebras");
  for (const path of [
    `/families/${rose.familyId}/search?q=bread`,
    `/families/${rose.familyId}/search/suggestions?q=b`,
    `/memories/${ids.oven}/related`,
  ]) {
    await expectProblem(await stranger.api(path), 404);
  }
});

test("meaning finds what no word says; without it words alone answer, and the answer says so", async () => {
  const rows = await house.query(
    "select memory_id, segment_id, family_id, text from passage where family_id = $1",
    [rose.familyId],
  );
  const { vectors } = await embedTexts(
    rows.map(({ text }) => String(text)),
    AbortSignal.timeout(60_000),
  );
  for (const [index, row] of rows.entries()) {
    await house.query(
      "insert into embedding (memory_id, segment_id, family_id, model, vector) values ($1, $2, $3, 'memoryvault-local', $4::halfvec) on conflict do nothing",
      [row.memory_id, row.segment_id, row.family_id, JSON.stringify([...(vectors[index] ?? [])])],
    );
  }
  const embeddings = () => house.vendors.openai.seen.filter(({ url }) => url.includes("embeddings")).length;
  const before = embeddings();
  expect((await ask("")).meaning).toBe("unneeded");
  expect((await ask('"before the sun"')).meaning).toBe("unneeded");
  expect(embeddings()).toBe(before);
  const answer = await ask("cooking early in the morning");
  expect([found(answer), answer.meaning]).toEqual([[ids.oven], "used"]);
  expect(answer.items[0]?.moments[0]?.text).toBe("We baked before the sun was up.");

  house.vendors.openai.fault = () => ({ kind: "answer", status: 500 });
  const without = await ask("bread");
  house.mendVendors();
  expect([found(without), without.meaning]).toEqual([[ids.oven], "unavailable"]);
  expect(house.logs.some(({ event }) => event === "search.without_meaning")).toBe(true);
});

test("a memory names those that go with it, and why", async () => {
  const { items } = await rose.json<{ items: Related[] }>(`/memories/${ids.oven}/related`);
  const why = Object.fromEntries(items.map((item) => [item.memory.id, item.why]));
  expect(why[ids.switchboard ?? ""]).toMatchObject({ people: [], places: ["Bilbao"] });
  expect(why[ids.mill ?? ""]).toMatchObject({ people: [], places: ["Durham"] });
  expect(why[ids.oven ?? ""]).toBeUndefined();
});

test("the same recording again is accepted, and says which memory it is", async () => {
  const first = await stranger.upload("001.wav", { title: "First" });
  expect(first.sameAs).toBeUndefined();
  const second = await stranger.upload("001.wav", { title: "Second" });
  expect(second.sameAs).toEqual({ id: first.id, title: "First" });
  expect((await stranger.json<Memory>(`/memories/${second.id}`)).sameAs?.id).toBe(first.id);
  const [row] = await house.query("select sha256 from memory where id = $1", [first.id]);
  const elsewhere = await writeMemory(house, rose.familyId, { sha256: row?.sha256 });
  expect((await rose.json<Memory>(`/memories/${elsewhere}`)).sameAs).toBeUndefined();
  await stranger.api(`/memories/${first.id}`, { method: "DELETE" });
  expect((await stranger.json<Memory>(`/memories/${second.id}`)).sameAs).toBeUndefined();
});

test("a question that is too long, and a cursor that is none, are refused", async () => {
  const path = `/families/${rose.familyId}/search`;
  for (const query of [`q=${"x".repeat(301)}`, "q=a&cursor=nonsense", "q=a&decade=1955", "q=a&limit=0"]) {
    await expectProblem(await rose.api(`${path}?${query}`), 422, "request.invalid");
  }
});
