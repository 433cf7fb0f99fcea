import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EnrichmentDraft, Mentions } from "../../core/enrichment-draft.ts";
import { proveEnrichment } from "../../core/prove-enrichment.ts";
import { enrichmentSchema } from "../../core/schemas.ts";
import { emptyDraft, noMentions } from "../enrichment-drafts.ts";
import { speakTranscript } from "../spoken.ts";

const transcript = speakTranscript(
  "en",
  "I was seven the winter we moved into my grandmother's house on Tanner Street.",
  "My grandmother's name was Halina, and she baked bread every Friday in a brick oven.",
  "I'll never forget the smell of it. My brother Stefan and I fought over who could sleep beside the bricks.",
  "In nineteen fifty-six we moved to Chicago. We never went back to Scranton.",
  "Waste nothing, she said, and nothing will be wanting.",
);
const halina = {
  id: "018f2f00-0000-7000-8000-0000000000aa",
  name: "Halina Nowak",
  aliases: ["Halina", "Babcia"],
};

const prove = (
  draft: Partial<EnrichmentDraft>,
  more: {
    mentions?: Partial<Mentions>;
    known?: (typeof halina)[];
    recordedOn?: string;
    givenTitle?: string;
    from?: typeof transcript;
  } = {},
) =>
  proveEnrichment(
    { ...emptyDraft, ...draft },
    { ...noMentions, ...more.mentions },
    more.from ?? transcript,
    more.known ?? [],
    { recordedOn: more.recordedOn, givenTitle: more.givenTitle },
  );

const sentence = (text: string, ...quotes: string[]) => prove({ summary: [{ text, quotes }] }).summary;

describe("a title", () => {
  test("stands with its seconds when the words of its quote carry it", () => {
    const { title, claims } = prove({
      title: { text: "The Brick Oven", quote: "she baked bread every Friday in a brick oven" },
    });
    expect(title).toBe("The Brick Oven");
    expect(claims).toEqual([
      {
        field: "title",
        text: "The Brick Oven",
        evidence: [
          { start: 9, end: expect.closeTo(12.52), quote: "she baked bread every Friday in a brick oven." },
        ],
      },
    ]);
  });

  test.each([
    ["its quote was never said", "The brick oven", "the brick oven that I loved so well"],
    ["its quote speaks of something else", "The brick oven", "In nineteen fifty-six we moved to Chicago"],
    ["it names somebody else", "Napoleon and the brick oven", "she baked bread every Friday in a brick oven"],
    ["it is markup", "<b>Brick oven</b>", "she baked bread every Friday in a brick oven"],
  ])("gives way to the first words spoken when %s", (_, text, quote) => {
    const { title, claims } = prove({ title: { text, quote } });
    expect(title).toBe("I was seven the winter we moved into…");
    expect(claims[0]?.evidence).toEqual([
      { start: 0, end: expect.closeTo(3.12), quote: "I was seven the winter we moved into" },
    ]);
  });

  test("isn't cut with an ellipsis where nothing more was said", () => {
    expect(prove({}, { from: speakTranscript("en", "We were poor.") }).title).toBe("We were poor");
  });

  test("that a person gave needs no proof", () => {
    const { title, claims } = prove({}, { givenTitle: "For Anna" });
    expect([title, claims]).toEqual(["For Anna", []]);
  });
});

describe("a sentence of the summary", () => {
  test("stands when the narrator's words carry it, in other forms and another person", () => {
    const said = "At seven, she moved to her grandmother's house on Tanner Street.";
    expect(
      sentence(said, "the winter we moved into my grandmother's house on Tanner Street", "I was seven"),
    ).toBe(said);
  });

  test("stands once", () => {
    const said = {
      text: "They moved to Chicago in 1956.",
      quotes: ["In nineteen fifty-six we moved to Chicago"],
    };
    expect(prove({ summary: [said, said, said] }).summary).toBe(said.text);
  });

  test("shows only the evidence that carries it", () => {
    const { claims } = prove({
      summary: [
        {
          text: "Stefan and the narrator fought over who slept beside the bricks.",
          quotes: [
            "My brother Stefan and I fought over who could sleep beside the bricks",
            "we moved to Chicago",
            "never said",
          ],
        },
      ],
    });
    const claim = claims.find(({ field }) => field === "summary");
    expect(claim?.evidence.map(({ quote }) => quote)).toEqual([
      "My brother Stefan and I fought over who could sleep beside the bricks.",
    ]);
  });

  test.each([
    [
      "a true quote under an invented statement",
      "Halina poisoned the mayor.",
      "My grandmother's name was Halina",
    ],
    ["an invented verb between true words", "Stefan killed his brother.", "My brother Stefan and I fought"],
    ["another name", "Her grandmother's name was Wanda.", "My grandmother's name was Halina"],
    [
      "a name said elsewhere only",
      "Stefan baked bread every Friday in a brick oven.",
      "she baked bread every Friday in a brick oven",
    ],
    ["another year", "In 1965 they moved to Chicago.", "In nineteen fifty-six we moved to Chicago"],
    ["another number", "She was nine the winter they moved.", "I was seven the winter we moved"],
    ["a denial left out", "They went back to Scranton.", "We never went back to Scranton"],
    ["a denial left out of the quote as well", "They went back to Scranton.", "went back to Scranton"],
    ["a denial added", "They never moved to Chicago.", "In nineteen fifty-six we moved to Chicago"],
    ["no content", "She was there, and so were they.", "I was seven the winter we moved"],
  ])("is dropped: %s", (_, text, quote) => {
    expect(sentence(text, quote)).toBe("");
  });

  test("is dropped when its denial stands outside English", () => {
    const from = speakTranscript("de", "Wir sind nie nach Scranton zurückgekehrt, sagte meine Großmutter.");
    const draft = {
      text: "Sie sind nach Scranton zurückgekehrt.",
      quotes: ["Wir sind nie nach Scranton zurückgekehrt"],
    };
    expect(prove({ summary: [draft] }, { from }).summary).toBe("");
    const denied = { ...draft, text: "Sie sind nie nach Scranton zurückgekehrt." };
    expect(prove({ summary: [denied] }, { from }).summary).toBe(denied.text);
  });

  test("may say an irregular verb in another tense", () => {
    const said = "Two brothers fight over who sleeps beside the bricks.";
    expect(sentence(said, "I was seven")).toBe("");
    const carried = "Stefan fights over who sleeps beside the bricks.";
    expect(sentence(carried, "My brother Stefan and I fought over who could sleep beside the bricks")).toBe(
      carried,
    );
  });

  test("isn't taken for a denial because of never forgetting", () => {
    expect(sentence("She remembers the smell.", "I'll never forget the smell of it")).toBe(
      "She remembers the smell.",
    );
  });

  test("may name a known person by another of their names", () => {
    const summary = [
      {
        text: "Grandmother Halina Nowak baked bread every Friday.",
        quotes: ["My grandmother's name was Halina, and she baked bread every Friday"],
      },
    ];
    expect(prove({ summary }).summary).toBe("");
    expect(prove({ summary }, { known: [halina] }).summary).toBe(summary[0]?.text);
  });

  test("stands for a one-liner that isn't proved", () => {
    const summary = [
      { text: "They moved to Chicago in 1956.", quotes: ["In nineteen fifty-six we moved to Chicago"] },
    ];
    const { oneLiner, claims } = prove({
      summary,
      oneLiner: { text: "A life of crime.", quote: "I was seven" },
    });
    expect(oneLiner).toBe("They moved to Chicago in 1956.");
    expect(claims.map(({ field }) => field)).toEqual(["title", "oneLiner", "summary"]);
    expect(prove({}).oneLiner).toBe("");
  });
});

describe("quotes and lessons", () => {
  test("quotes are the transcript's own words, each place once", () => {
    const quotes = [
      "i'll never forget THE SMELL of it",
      "never forget the smell",
      "I'll always remember the taste",
    ];
    const shown = prove({ quotes }).claims.filter(({ field }) => field === "quote");
    expect(shown.map(({ text }) => text)).toEqual(["I'll never forget the smell of it."]);
  });

  test("a quote isn't cut so that it says the opposite", () => {
    expect(prove({ quotes: ["went back to Scranton"] }).claims.map(({ field }) => field)).toEqual(["title"]);
  });

  test("a lesson needs its words", () => {
    const quote = "Waste nothing, she said, and nothing will be wanting";
    const lessons = [
      { text: "Waste nothing.", quote },
      { text: "Trust nobody.", quote },
    ];
    const shown = prove({ lessons }).claims.filter(({ field }) => field === "lesson");
    expect(shown.map(({ text }) => text)).toEqual(["Waste nothing."]);
  });
});

describe("people and places", () => {
  test("are dropped when their names aren't said in their quotes", () => {
    const { people, places } = prove({
      people: [
        { name: "Napoleon", quotes: ["My brother Stefan and I fought"] },
        { name: "Stefan", quotes: ["we moved to Chicago"] },
        { name: "Wanda", quotes: ["Wanda was there"] },
        { name: "she", quotes: ["she baked bread"] },
      ],
      places: [{ name: "Warsaw", quotes: ["we moved to Chicago"] }],
    });
    expect([people, places]).toEqual([[], []]);
  });

  test("stand with the quote, widened to a name right beside it", () => {
    const { people, places } = prove({
      people: [{ name: "Stefan", quotes: ["and I fought over who could sleep"] }],
      places: [{ name: "Chicago", quotes: ["In 1956 we moved"] }],
    });
    expect(people[0]?.evidence[0]?.quote).toBe("Stefan and I fought over who could sleep");
    expect(places[0]?.evidence[0]?.quote).toBe("In nineteen fifty-six we moved to Chicago.");
  });

  test("known to the family take the family's spelling, by alias, case and diacritics aside", () => {
    const { people } = prove(
      {
        people: [
          { name: "HALÍNA", quotes: ["My grandmother's name was Halina"] },
          { name: "Halina Nowak", quotes: ["name was Halina, and she baked bread"] },
          { name: "Babcia", quotes: ["she baked bread every Friday in a brick oven"] },
        ],
      },
      { known: [halina] },
    );
    expect(people).toEqual([
      {
        personId: halina.id,
        name: "Halina Nowak",
        // What they are called there; nobody says "Babcia".
        heard: ["HALÍNA"],
        evidence: [expect.objectContaining({ quote: "My grandmother's name was Halina," })],
      },
    ]);
  });

  test("with a name that two known people share stay as they were said", () => {
    const other = { ...halina, id: "018f2f00-0000-7000-8000-0000000000bb", name: "Halina Maj" };
    const people = [{ name: "Halina", quotes: ["My grandmother's name was Halina"] }];
    expect(prove({ people }, { known: [halina, other] }).people).toEqual([
      { name: "Halina", evidence: [expect.anything()] },
    ]);
  });

  test("that the model missed are added from grammar, proved alike, the same one once", () => {
    const quote = "My brother Stefan and I fought over who could sleep beside the bricks.";
    const { people, places } = prove(
      {
        people: [{ name: "Stefan", quotes: ["My brother Stefan and I fought"] }],
        places: [{ name: "Halina", quotes: ["name was Halina"] }],
      },
      {
        mentions: {
          people: [
            { name: "Stefan", quote },
            { name: "Halina", quote: "My grandmother's name was Halina" },
            { name: "Wanda", quote },
          ],
          places: [{ name: "Chicago", quote: "we moved to Chicago." }],
        },
      },
    );
    expect(people.map(({ name, evidence }) => [name, evidence.length])).toEqual([["Stefan", 1]]);
    expect(places.map(({ name }) => name)).toEqual(["Halina", "Chicago"]);
  });

  test("have at most five pieces of evidence", () => {
    const from = speakTranscript(
      "en",
      ...Array.from({ length: 9 }, (_, at) => `Rosa came on day ${at + 40}.`),
    );
    const quotes = Array.from({ length: 9 }, (_, at) => `Rosa came on day ${at + 40}`);
    const mentions = { people: quotes.map((quote) => ({ name: "Rosa", quote })) };
    expect(
      prove({ people: [{ name: "Rosa", quotes }] }, { from, mentions }).people[0]?.evidence,
    ).toHaveLength(5);
  });
});

describe("dates", () => {
  const prove1 = (
    spoken: string,
    date: Partial<EnrichmentDraft["dates"][number]>,
    recordedOn?: string,
    language = "en",
  ) => {
    const draft = { text: spoken, from: null, to: null, precision: "year" as const, quote: spoken, ...date };
    const [proved] = prove({ dates: [draft] }, { from: speakTranscript(language, spoken), recordedOn }).dates;
    return proved && [proved.from, proved.to, proved.precision];
  };

  test.each([
    ["a year", "in nineteen fifty-six", { from: "1956" }, ["1956", undefined, "year"]],
    ["a span of years", "from 1961 to 1963", { from: "1961", to: "1963" }, ["1961", "1963", "year"]],
    [
      "a day",
      "on July 14th, 1958",
      { from: "1958-07-14", precision: "day" },
      ["1958-07-14", undefined, "day"],
    ],
    [
      "a day that wasn't said",
      "in July of 1958",
      { from: "1958-07-14", precision: "day" },
      ["1958-07", undefined, "month"],
    ],
    [
      "a month that wasn't said",
      "back in 1958",
      { from: "1958-07", precision: "month" },
      ["1958", undefined, "year"],
    ],
    [
      "a season",
      "the winter of 1947",
      { from: "1947-12", to: "1948-02", precision: "season" },
      ["1947-12", undefined, "season"],
    ],
    [
      "a decade",
      "in the fifties",
      { from: "1950", to: "1959", precision: "decade" },
      ["1950", "1959", "decade"],
    ],
    [
      "a year of which only the decade was said",
      "in the nineteen fifties",
      { from: "1953" },
      ["1953", "1959", "decade"],
    ],
    ["an end that wasn't said", "in 1956", { from: "1956", to: "1999" }, ["1956", undefined, "year"]],
    [
      "an end before its beginning",
      "1956, after 1950",
      { from: "1956", to: "1950" },
      ["1956", undefined, "year"],
    ],
    ["a year without its century", "the summer of '56", { from: "1956" }, ["1956", undefined, "year"]],
    ["another year", "in 1956", { from: "1957" }, [undefined, undefined, "vague"]],
    ["a year that nobody said", "when I was seven", { from: "1931" }, [undefined, undefined, "vague"]],
    [
      "a date no calendar has",
      "on February 30th, 1958",
      { from: "1958-02-30" },
      [undefined, undefined, "vague"],
    ],
    ["no date at all", "in 1956", { from: "soon" }, [undefined, undefined, "vague"]],
  ] as const)("%s", (_, spoken, date, proved) => {
    expect(prove1(spoken, date)).toEqual(proved);
  });

  test("count years back from the day of the recording, and never past it", () => {
    expect(prove1("two years ago", { from: "2022" }, "2024-05-01")).toEqual(["2022", undefined, "year"]);
    expect(prove1("two years ago", { from: "2020" }, "2024-05-01")).toEqual([undefined, undefined, "vague"]);
    expect(prove1("two years ago", { from: "2022" })).toEqual([undefined, undefined, "vague"]);
    expect(prove1("the summer of '26", { from: "2026" }, "2024-05-01")).toEqual([
      undefined,
      undefined,
      "vague",
    ]);
  });

  test("know months in the language of the story", () => {
    const date = { from: "1958-07-14", precision: "day" as const };
    expect(prove1("am 14. Juli 1958", date, undefined, "de")).toEqual(["1958-07-14", undefined, "day"]);
    expect(prove1("14 lipca 1958", date, undefined, "pl")).toEqual(["1958-07-14", undefined, "day"]);
  });

  test("are dropped when their text wasn't said", () => {
    expect(prove1("when I was seven", { text: "1931" })).toBeUndefined();
    expect(prove1("in 1956", { quote: "in the year of our lord" })).toBeUndefined();
  });

  const moved = {
    text: "nineteen fifty-six",
    from: "1956",
    to: null,
    precision: "year" as const,
    quote: "In nineteen fifty-six we moved",
  };
  const seven = {
    text: "seven",
    from: null,
    to: null,
    precision: "vague" as const,
    quote: "I was seven the winter we moved",
  };

  test("say when the story happened, if the one that the model points at is proved", () => {
    const { happened, era } = prove({ dates: [seven, moved], happenedDate: 1 });
    expect([happened, era]).toEqual([{ from: "1956", to: undefined, precision: "year" }, "1950s"]);
    const invented = { ...moved, quote: "we moved in the hot summer of that year" };
    expect(prove({ dates: [seven, invented], happenedDate: 1 }).happened).toBeUndefined();
    expect(prove({ dates: [seven, moved], happenedDate: 7 }).era).toBeUndefined();
    expect(prove({ dates: [seven, moved], happenedDate: null }).era).toBeUndefined();
  });

  test("that the model missed are added from grammar, the same one once", () => {
    const mention = { ...moved, text: "1956", quote: "In nineteen fifty-six we moved to Chicago." };
    expect(prove({ dates: [moved] }, { mentions: { dates: [mention] } }).dates).toHaveLength(1);
    const winter = { ...seven, text: "the winter we moved" };
    const shorter = { ...winter, text: "winter", precision: "season" as const };
    expect(prove({ dates: [winter] }, { mentions: { dates: [shorter] } }).dates).toHaveLength(1);
    const { dates, era } = prove({}, { mentions: { dates: [mention] } });
    expect([dates[0]?.text, era]).toEqual(["nineteen fifty-six", "1950s"]);
  });
});

describe("what isn't a claim", () => {
  test("keeps its form and its bounds", () => {
    const { chapter, chapters, themes, tone, followUps, warnings } = prove({
      chapter: "early-life",
      chapters: ["early-life", "love-and-family", "love-and-family"],
      themes: [" Bread\n", "bread", "a theme of far too many words to be one", "<b>"],
      tone: { primary: "nostalgic", intensity: 11.6, arc: ["warm", "", "sad"] },
      followUps: [
        "What did the bread smell like?",
        "Tell me more.",
        "Call 212 555 0147 now?",
        "x".repeat(400),
      ],
      warnings: ["grief", "Your account has been locked by us"],
    });
    expect({ chapter, chapters, themes, tone, followUps, warnings }).toEqual({
      chapter: "early-life",
      chapters: ["love-and-family"],
      themes: ["bread"],
      tone: { primary: "nostalgic", intensity: 10, arc: ["warm", "sad"] },
      followUps: ["What did the bread smell like?"],
      warnings: ["grief"],
    });
  });

  test("may not recite the narrator at length", () => {
    const { followUps } = prove({
      followUps: [
        "Who could sleep beside the bricks?",
        "My brother Stefan and I fought over who could sleep beside the bricks?",
      ],
    });
    expect(followUps).toEqual(["Who could sleep beside the bricks?"]);
  });
});

test("of a transcript without words nothing stands but a given title", () => {
  for (const from of [speakTranscript("en"), speakTranscript("en", "… —")]) {
    const enrichment = prove(
      { title: { text: "A lie", quote: "a lie" }, quotes: ["a lie"], themes: ["lies"] },
      { from },
    );
    const { title, claims, themes, chapter, tone } = enrichment;
    expect({ title, claims, themes, chapter, tone }).toEqual({ title: "", claims: [], themes: [] });
    expect(prove({}, { from, givenTitle: "For Anna" }).title).toBe("For Anna");
  }
});

test("whatever a model answers, the enrichment keeps its schema and its bounds", () => {
  const word = fc.constantFrom(
    "Halina",
    "baked",
    "bread",
    "never",
    "Scranton",
    "1956",
    "seven",
    "<b>",
    "\u202e",
    "\u0000",
    "パン",
    "Napoleon",
    "?",
  );
  const text = fc.oneof(
    fc.array(word, { maxLength: 12 }).map((words) => words.join(" ")),
    fc.string({ maxLength: 40 }),
    fc.constantFrom(...transcript.segments.map((segment) => segment.text)),
  );
  const claim = fc.record({ text, quote: text });
  const named = fc.array(fc.record({ name: text, quotes: fc.array(text, { maxLength: 8 }) }), {
    maxLength: 70,
  });
  const draft: fc.Arbitrary<EnrichmentDraft> = fc.record({
    title: claim,
    oneLiner: claim,
    summary: fc.array(fc.record({ text, quotes: fc.array(text, { maxLength: 8 }) }), { maxLength: 12 }),
    lessons: fc.array(claim, { maxLength: 20 }),
    quotes: fc.array(text, { maxLength: 20 }),
    chapter: fc.constant("early-life" as const),
    chapters: fc.array(fc.constantFrom("early-life" as const, "love-and-family" as const)),
    themes: fc.array(text),
    tone: fc.record({ primary: text, intensity: fc.double(), arc: fc.array(text) }),
    people: named,
    places: named,
    dates: fc.array(
      fc.record({
        text,
        from: fc.option(fc.oneof(text, fc.constantFrom("1956", "1956-13", "1950"))),
        to: fc.option(fc.oneof(text, fc.constantFrom("1957", "1959-12-31"))),
        precision: fc.constantFrom("day" as const, "year" as const, "decade" as const),
        quote: text,
      }),
    ),
    happenedDate: fc.option(fc.integer()),
    followUps: fc.array(text),
    warnings: fc.array(text),
  });
  const said = transcript.segments.map((segment) => segment.text).join(" ");
  fc.assert(
    fc.property(draft, (answer) => {
      const enrichment = proveEnrichment(answer, noMentions, transcript, [halina], {});
      expect(enrichmentSchema.safeParse(enrichment).error).toBeUndefined();
      const { claims, people, places, dates } = enrichment;
      const proofs = [...claims, ...people, ...places, ...dates].map(({ evidence }) => evidence);
      expect(proofs.filter(({ length }) => length < 1 || length > 5)).toEqual([]);
      expect(proofs.flat().filter(({ quote }) => !said.includes(quote))).toEqual([]);
      expect(JSON.stringify(enrichment).length).toBeLessThan(60_000);
    }),
    { numRuns: 40, seed: 1956 },
  );
});
