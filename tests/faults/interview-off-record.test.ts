import { setTimeout as wait } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Interview } from "../../core/interview/interview.ts";
import { createSynthesiser } from "../../local/elevenlabs/synthesise.ts";
import { type FamilyMember, joinFamily } from "../family.ts";
import { type House, openHouse } from "../house.ts";
import { inChunks, openInterviewClient } from "../interview-client.ts";
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

test("what is said from a spoken 'off the record' on is erased octet by octet, and what follows is never stored", async () => {
  const story = await say("We baked rye bread every Saturday morning behind the old house.");
  const phrase = await say("Off the record.");
  const secret = await say("My brother stole the money from the church.");
  const { id } = await rose.json<Interview>(`/families/${rose.familyId}/interviews`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: "{}",
  });
  const client = openInterviewClient(() => `${house.url}/api/v1/interviews/${id}/socket`, {
    Authorization: `Bearer ${rose.token}`,
  });
  await client.connect();
  const turnId = (await client.waitFor("welcome")).view.turn?.id ?? "";
  client.tell({ type: "audio-start", turnId });
  const speak = async (pcm: Buffer) => {
    for (const chunk of inChunks(pcm)) {
      client.sendAudio(chunk);
      // At twice the pace of speech, as a page that catches up.
      await wait(250);
    }
  };
  await speak(story);
  await speak(phrase);
  await client.waitFor("state", 0, ({ view }) => view.offRecord);
  await speak(secret);
  await client.waitForAcks();

  const stored = await readStoredAudio(house, turnId);
  const told = Buffer.concat([story, phrase]);
  expect(stored.equals(told.subarray(0, stored.length))).toBe(true);
  // The story is there but for its last silence at most, the phrase isn't.
  expect(stored.length).toBeGreaterThan(story.length - 2 * 48_000);
  expect(stored.length).toBeLessThan(story.length + 0.3 * 48_000);
  for (const pcm of [phrase.subarray(0.4 * 48_000), secret]) {
    for (const chunk of inChunks(pcm, 4800)) {
      if (chunk.some((byte) => byte > 8 && byte < 248)) expect(await isStored(house, chunk)).toBe(false);
    }
  }

  client.tell({ type: "control", control: "on-record" });
  client.tell({ type: "audio-end", turnId, longestPause: 1 });
  const final = await client.waitFor("final");
  expect(final.text).toMatch(/Saturday morning/i);
  expect(final.text).not.toMatch(/record|money|church/i);
  await rose.json(`/interviews/${id}/end`, { method: "POST" });
  const { turns } = await rose.json<Interview>(`/interviews/${id}`);
  expect(JSON.stringify(turns)).not.toMatch(/money|church/i);
});
