import { readFileSync } from "node:fs";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import type { Postgres } from "../../local/postgres/server.ts";

const data = new URL("../data/search/", import.meta.url);

const storiesSchema = z.object({
  people: z.array(z.object({ key: z.string(), name: z.string(), aliases: z.array(z.string()) })),
  memories: z.array(
    z.object({
      key: z.string(),
      language: z.string(),
      narrator: z.string(),
      year: z.number(),
      place: z.string(),
      /** Who is spoken of, and in which sentence. */
      people: z.array(z.object({ person: z.string(), sentence: z.number() })),
      title: z.string(),
      oneLiner: z.string(),
      summary: z.string(),
      sentences: z.array(z.string()),
    }),
  ),
});
const questionsSchema = z.array(
  z.object({
    kind: z.enum(["words", "paraphrase"]),
    language: z.string(),
    q: z.string(),
    answers: z.array(z.string()),
    note: z.string().optional(),
  }),
);

/** 60 stories of one family, written for these tests, and 40 questions with the stories that answer them. */
export const stories = storiesSchema.parse(JSON.parse(readFileSync(new URL("stories.json", data), "utf8")));
export const questions = questionsSchema.parse(
  JSON.parse(readFileSync(new URL("questions.json", data), "utf8")),
);

/** Writes the family's people and memories as the pipeline leaves them, and answers each story's key by its memory's id. */
export async function writeFamily(
  postgres: Pick<Postgres, "query">,
  familyId: string,
): Promise<Map<string, string>> {
  const people = new Map(stories.people.map((person) => [person.key, { ...person, id: uuidv7() }]));
  const known = (key: string) => {
    const person = people.get(key);
    if (!person) throw new Error(`the stories know no ${key}`);
    return person;
  };
  for (const { id, name, aliases } of people.values()) {
    await postgres.query("insert into person (id, family_id, name, aliases) values ($1, $2, $3, $4)", [
      id,
      familyId,
      name,
      aliases,
    ]);
  }
  const keys = new Map<string, string>();
  for (const story of stories.memories) {
    const memoryId = uuidv7();
    keys.set(memoryId, story.key);
    // A sentence takes as long as it is: about two and a half words a second.
    let end = 0;
    const segments = story.sentences.map((text) => {
      const start = end;
      end = start + text.split(" ").length / 2.5;
      return { id: uuidv7(), start, end, text, approximate: true, words: [] };
    });
    const spokenOf = story.people.map(({ person, sentence }) => {
      const { id, name } = known(person);
      const { start = 0, end = 0, text = "" } = segments[sentence] ?? {};
      return { personId: id, name: name.split(" ")[0], evidence: [{ start, end, quote: text }] };
    });
    await postgres.query(
      `insert into memory (id, family_id, narrator_id, language, status, title, one_liner, summary, happened, told, bytes, probe, sha256)
       values ($1, $2, $3, $4, 'ready', $5, $6, $7, $8, $9, 1000, $10, $11)`,
      [
        memoryId,
        familyId,
        known(story.narrator).id,
        story.language,
        story.title,
        story.oneLiner,
        story.summary,
        JSON.stringify({ from: String(story.year), precision: "year" }),
        JSON.stringify({
          people: spokenOf,
          places: [{ name: story.place, evidence: [] }],
          dates: [],
          followUps: [],
          warnings: [],
        }),
        JSON.stringify({
          contentType: "audio/wav",
          codec: "pcm-s16",
          seconds: end,
          sampleRate: 16_000,
          channels: 1,
        }),
        memoryId.replaceAll("-", "").padEnd(64, "0"),
      ],
    );
    await postgres.query(
      "insert into transcript (memory_id, family_id, language, segments) values ($1, $2, $3, $4)",
      [memoryId, familyId, story.language, JSON.stringify(segments)],
    );
  }
  return keys;
}
