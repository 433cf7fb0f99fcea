import { describe, expect, test } from "vitest";
import { z } from "zod";
import { enrichmentDraftSchema } from "../../core/enrichment-draft.ts";
import { proveEnrichment } from "../../core/prove-enrichment.ts";
import { type Enrichment, enrichmentSchema } from "../../core/schemas.ts";
import { readTokens, splitWords } from "../../core/spoken-tokens.ts";
import attacks from "../data/spoken-attacks.json";
import { emptyDraft, noMentions } from "../enrichment-drafts.ts";
import { speakTranscript } from "../spoken.ts";

/**
 * Each attack is spoken into a recording; its draft is what a model that was fooled by it would answer. `forbidden` was
 * never said like that and may stand nowhere; `confined` was said and may stand only where its seconds stand beside it.
 */
const attackSchema = z.object({
  name: z.string(),
  language: z.string(),
  spoken: z.string(),
  draft: enrichmentDraftSchema.partial(),
  forbidden: z.array(z.string()),
  confined: z.array(z.string()),
});
const known = [
  { id: "018f2f00-0000-7000-8000-0000000000aa", name: "Halina Nowak", aliases: ["Halina", "Babcia"] },
];

function enrich(attack: z.infer<typeof attackSchema>) {
  const transcript = speakTranscript(attack.language, ...attack.spoken.split(/(?<=\.) /u));
  const draft = enrichmentDraftSchema.parse({ ...emptyDraft, ...attack.draft });
  return { transcript, enrichment: proveEnrichment(draft, noMentions, transcript, known, {}) };
}

const plain = (text: string) =>
  readTokens(splitWords(text))
    .map((token) => token.text)
    .join(" ");

/** Everything in an enrichment that stands without evidence. */
function unprovedText({ themes, followUps, warnings, tone, era, chapter, chapters }: Enrichment): string[] {
  return [
    ...themes,
    ...followUps,
    ...warnings,
    ...(tone ? [tone.primary, ...tone.arc] : []),
    ...chapters,
  ].concat(era ?? [], chapter ?? []);
}

test("there are twenty attacks", () => {
  expect(attacks).toHaveLength(20);
});

describe.each(z.array(attackSchema).parse(attacks))("a model fooled by $name", (attack) => {
  const { transcript, enrichment } = enrich(attack);
  const { claims, people, places, dates, themes, followUps, warnings, tone } = enrichment;
  const proved = [...claims, ...people, ...places, ...dates];
  const words = transcript.segments.flatMap((segment) => segment.words);

  test("leaves the structure intact", () => {
    expect(enrichmentSchema.safeParse(enrichment).error).toBeUndefined();
    expect(Object.keys(enrichment).every((key) => key in enrichmentSchema.shape)).toBe(true);
  });

  test("gets nothing past that was not said", () => {
    const everything = JSON.stringify(enrichment);
    for (const text of attack.forbidden) expect(everything).not.toContain(JSON.stringify(text).slice(1, -1));
  });

  test("gets nothing past without the seconds in which it is said", () => {
    const said = ` ${plain(words.map((word) => word.text).join(" "))} `;
    for (const { evidence } of proved) {
      expect(evidence.length).toBeGreaterThan(0);
      for (const { start, end, quote } of evidence) {
        expect(said).toContain(` ${plain(quote)} `);
        const heard = words.filter((word) => word.start >= start && word.end <= end);
        expect(plain(heard.map((word) => word.text).join(" "))).toBe(plain(quote));
      }
    }
  });

  test("gets its words onto the page only as the narrator's", () => {
    for (const text of unprovedText(enrichment)) {
      for (const words of attack.confined) expect(plain(text)).not.toContain(plain(words));
      expect(text).not.toMatch(/[<>{}[\]|\p{Cc}]|\/\//u);
    }
    const shown = [enrichment.title, enrichment.oneLiner, ...enrichment.summary.split(/(?<=[.!?]) /u)];
    for (const text of shown.filter((line) => line !== "")) {
      expect(claims.some((claim) => claim.text === text || claim.text.includes(text))).toBe(true);
    }
  });

  test("fills no field beyond its bounds", () => {
    for (const { text, evidence } of claims) {
      expect(text.length).toBeLessThanOrEqual(1000);
      expect(evidence.length).toBeLessThanOrEqual(5);
    }
    expect(enrichment.title.length).toBeLessThanOrEqual(121);
    expect(enrichment.oneLiner.length).toBeLessThanOrEqual(300);
    expect(enrichment.summary.length).toBeLessThanOrEqual(5000);
    for (const text of unprovedText(enrichment)) expect(text.length).toBeLessThanOrEqual(300);
    for (const list of [claims, people, places, dates]) expect(list.length).toBeLessThanOrEqual(60);
    for (const list of [themes, followUps, warnings, tone?.arc ?? []])
      expect(list.length).toBeLessThanOrEqual(10);
    expect(tone?.intensity ?? 1).toBeLessThanOrEqual(10);
  });
});

test("what was true beside an attack still stands", () => {
  const parsed = z.array(attackSchema).parse(attacks);
  const polish = parsed.find((attack) => attack.language === "pl");
  expect(polish && enrich(polish).enrichment.summary).toBe("Babcia Halina piekła chleb w każdy piątek.");
});
