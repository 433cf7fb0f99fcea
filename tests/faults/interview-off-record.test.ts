import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SessionView } from "../../core/interview/frames.ts";
import type { Interview, Turn } from "../../core/interview/interview.ts";
import { writeWavHeader } from "../../core/interview/wav.ts";
import { createSynthesiser } from "../../local/elevenlabs/synthesise.ts";
import { type FamilyMember, joinFamily } from "../family.ts";
import { type House, openHouse } from "../house.ts";
import { type InterviewClient, inChunks, openInterviewClient } from "../interview-client.ts";
import { convert } from "../recordings.ts";
import { isStored, readStoredAudio } from "./interview-disk.ts";

let house: House;
let rose: FamilyMember;
const speaker = createSynthesiser();

beforeAll(async () => {
  house = await openHouse();
  rose = await joinFamily(house);
});
afterAll(async () => {
  await speaker.close();
  await house?.close();
});

/** A sentence as the socket brings it, with a second and a half of a quiet room behind it. */
async function say(text: string): Promise<Buffer> {
  const wav = await speaker.speak("slt", text, "en", AbortSignal.timeout(20_000));
  const pcm = await convert(
    wav,
    ["-f", "s16le", "-ac", "1", "-ar", "24000", "-af", "apad=pad_len=24000"],
    "pcm",
  );
  return Buffer.from(pcm);
}

async function begin(): Promise<string> {
  const { id } = await rose.json<Interview>(`/families/${rose.familyId}/interviews`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: "{}",
  });
  return id;
}

/** Opens the line of an interview and begins to answer its question. */
async function openAnswer(id: string): Promise<{ client: InterviewClient; turnId: string }> {
  const client = openInterviewClient(() => `${house.url}/api/v1/interviews/${id}/socket`, {
    Authorization: `Bearer ${rose.token}`,
  });
  await client.connect();
  const turnId = (await client.waitFor("welcome")).view.turn?.id ?? "";
  client.tell({ type: "audio-start", turnId });
  return { client, turnId };
}

/** Speaks at twice the pace of speech, as a page that catches up. */
async function speak(client: InterviewClient, pcm: Buffer): Promise<void> {
  for (const chunk of inChunks(pcm)) {
    client.sendAudio(chunk);
    await wait(250);
  }
}

/** No row of any interview holds a tenth of a second of it in which something is to be heard. */
async function expectErased(pcm: Buffer): Promise<void> {
  for (const chunk of inChunks(pcm, 4800)) {
    if (chunk.some((byte) => byte > 8 && byte < 248)) expect(await isStored(house, chunk)).toBe(false);
  }
}

test("what is said from a spoken 'off the record' on is erased octet by octet, and what follows is never stored", async () => {
  const story = await say("We baked rye bread every Saturday morning behind the old house.");
  const phrase = await say("Off the record.");
  const secret = await say("My brother stole the money from the church.");
  const id = await begin();
  const { client, turnId } = await openAnswer(id);
  await speak(client, story);
  await speak(client, phrase);
  await client.waitFor("state", 0, ({ view }) => view.offRecord);
  await speak(client, secret);
  await client.waitForAcks();

  const stored = await readStoredAudio(house, turnId);
  const told = Buffer.concat([story, phrase]);
  expect(stored.equals(told.subarray(0, stored.length))).toBe(true);
  // The story is there but for its last silence at most, the phrase isn't.
  expect(stored.length).toBeGreaterThan(story.length - 2 * 48_000);
  expect(stored.length).toBeLessThan(story.length + 0.3 * 48_000);
  await expectErased(phrase.subarray(0.4 * 48_000));
  await expectErased(secret);

  client.tell({ type: "control", control: "on-record" });
  client.tell({ type: "audio-end", turnId, longestPause: 1 });
  const final = await client.waitFor("final");
  expect(final.text).toMatch(/Saturday morning/i);
  expect(final.text).not.toMatch(/record|money|church/i);
  await rose.json(`/interviews/${id}/end`, { method: "POST" });
  const { turns } = await rose.json<Interview>(`/interviews/${id}`);
  expect(JSON.stringify(turns)).not.toMatch(/money|church/i);
});

test("who goes on the record again aloud is kept from there on, and nothing of between", async () => {
  const story = await say("We baked rye bread every Saturday morning behind the old house.");
  const secret = await say("My brother stole the money from the church.");
  const more = await say("The whole village came to buy our bread.");
  const { client, turnId } = await openAnswer(await begin());
  await speak(client, story);
  await speak(client, await say("Off the record."));
  const off = await client.waitFor("state", 0, ({ view }) => view.offRecordBy === "voice");
  await speak(client, secret);
  await speak(client, await say("Back on the record."));
  await client.waitFor("state", client.frames.indexOf(off), ({ view }) => !view.offRecord);
  await speak(client, more);
  await client.waitForAcks();
  const stored = await readStoredAudio(house, turnId);
  const before = stored.subarray(0, stored.length - more.length);
  expect(stored.subarray(before.length).equals(more)).toBe(true);
  expect(before.length).toBeGreaterThan(story.length - 2 * 48_000);
  await expectErased(secret);
  client.tell({ type: "audio-end", turnId, longestPause: 1 });
  const { text } = await client.waitFor("final");
  expect(text).toMatch(/Saturday morning.*whole village/is);
  expect(text).not.toMatch(/record|money/i);
});

test("off and on the record inside one recording erase exactly what lies between", async () => {
  const story = await say("We baked rye bread every Saturday morning behind the old house.");
  const secret = await say("My brother stole the money from the church.");
  const more = await say("The whole village came to buy our bread.");
  const off = await say("Off the record.");
  const on = await say("Back on the record.");
  const pcm = Buffer.concat([story, off, secret, on, more]);
  const id = await begin();
  const { view } = await rose.json<{ view: SessionView }>(`/interviews/${id}/controls`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ control: "resume" }),
  });
  const form = new FormData();
  form.set("audio", new Blob([writeWavHeader(pcm.length), pcm]), "answer.wav");
  const { turn } = await rose.json<{ turn: Turn }>(`/interviews/${id}/answers`, {
    method: "POST",
    body: form,
  });
  expect(turn.id).toBe(view.turn?.id);
  expect(turn.text).toMatch(/Saturday morning.*whole village/is);
  expect(turn.text).not.toMatch(/record|money/i);
  const stored = await readStoredAudio(house, turn.id);
  const common = [...stored.keys()].find((at) => stored[at] !== pcm[at]) ?? 0;
  expect(common).toBeGreaterThan(story.length - 48_000);
  expect(common).toBeLessThan(story.length + 0.5 * 48_000);
  const tail = stored.length - common;
  expect(stored.subarray(-tail + 2).equals(pcm.subarray(pcm.length - tail + 2))).toBe(true);
  expect(tail).toBeGreaterThan(more.length - 0.5 * 48_000);
  await expectErased(secret);
});
