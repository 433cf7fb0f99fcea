import { joinBytes } from "../adapters/media-source.ts";
import { MP3_FRAMES } from "../adapters/mpeg-frames.ts";
import type { ServerFrame } from "../core/interview/frames.ts";
import { joinFamily } from "../tests/family.ts";
import { type House, openHouse } from "../tests/house.ts";
import { openInterviewClient } from "../tests/interview-client.ts";
import { readLiveAudio } from "../tests/live-audio.ts";
import { type Goal, type Measured, percentile, round, sum } from "./measured.ts";
import { speakInTime } from "./speak-in-time.ts";
import { findDelays, findSpokenWords, type SeenText, type SpokenWord } from "./words-understood.ts";

const clips = ["jfk.wav", "sense_and_sensibility_01_austen_64kb-0870.wav"];
const turns = 8;
/** As the page cuts what it hears. */
const chunkSeconds = 0.25;
/** Sound that a player begins with. */
const firstSoundSeconds = 0.1;
const patienceSeconds = 1.5;

/** One answer: milliseconds from its end to what follows, and what was understood while it was spoken. */
interface Answered {
  clip: string;
  question: number;
  firstByte: number;
  firstSound: number;
  seen: SeenText[];
}

/** How long a narrator waits for the next question to be heard, and for the words just said to be seen. */
export async function measureInterviewTurn(): Promise<Measured> {
  const house = await openHouse();
  try {
    await house.warm();
    const answers = await answerByVoice(house);
    const words = new Map<string, SpokenWord[]>();
    for (const clip of clips) words.set(clip, await findSpokenWords(`${house.vendors.openai.url}/v1`, clip));
    return describe(answers, words);
  } finally {
    await house.close();
  }
}

function describe(answers: Answered[], words: Map<string, SpokenWord[]>): Measured {
  const spoken = (clip: string) => words.get(clip) ?? [];
  const understood = answers.map(({ clip, seen }) => findDelays(spoken(clip), seen));
  const waited = (field: "question" | "firstByte" | "firstSound") =>
    answers.map((answer) => [answer[field] / 1000]);
  return {
    title: "An interview's turn",
    about: `One interview in English by the built Worker and the local stand-ins: ${turns} answers of 7 and 11 s, sent in real time as a page sends them, ${chunkSeconds} s of sound at a time; each ends with its last sound. Question and sound: from the frame that ends the answer; first sound is MP3 for ${firstSoundSeconds} s. Word: from its end until it stood in its place in what a page is told, of ${sum(answers.map(({ clip }) => spoken(clip).length))} that were spoken; the words' times are those of the local transcription, which are estimates. The models were opened before, as the local start does it.`,
    rows: [
      row("the next question", waited("question")),
      row("the first byte of its sound", waited("firstByte")),
      row("its first sound", waited("firstSound")),
      row("a word", understood),
    ],
    goals: [
      goal("half of the questions are heard within", percentile(waited("firstSound").flat(), 50)),
      goal("95 of 100 words are understood within", percentile(understood.flat(), 95)),
    ],
  };
}

function row(what: string, ofAnswers: number[][]): Measured["rows"][number] {
  const all = ofAnswers.flat();
  return {
    what,
    times: all.length,
    "first answer, max s": round(Math.max(...(ofAnswers[0] ?? [])), 2),
    "p50 s": round(percentile(all, 50), 2),
    "p95 s": round(percentile(all, 95), 2),
    "max s": round(Math.max(...all), 2),
  };
}

function goal(what: string, seconds: number): Goal {
  return { what, unit: "s", measured: round(seconds, 2), atMost: patienceSeconds };
}

async function answerByVoice(house: House): Promise<Answered[]> {
  const member = await joinFamily(house);
  const headers = { Authorization: `Bearer ${member.token}` };
  const { id } = await member.json<{ id: string }>(`/families/${member.familyId}/interviews`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: "{}",
  });
  const voices = await Promise.all(clips.map(async (clip) => ({ clip, pcm: await readLiveAudio(clip) })));
  let onFrame = (_: ServerFrame) => {};
  const url = () => `${house.url}/api/v1/interviews/${id}/socket`;
  const client = openInterviewClient(url, headers, undefined, (frame) => onFrame(frame));
  await client.connect();
  let turnId = (await client.waitFor("welcome")).view.turn?.id;
  const answers: Answered[] = [];
  for (let at = 0; at < turns; at += 1) {
    const voice = voices[at % voices.length];
    if (!voice || !turnId) throw new Error("nobody speaks, or nothing is asked");
    const seen: SeenText[] = [];
    const next = Promise.withResolvers<{ at: number; turnId: string; audioUrl: string }>();
    const begun = performance.now();
    onFrame = (frame) => {
      const now = performance.now();
      if (frame.type === "question") next.resolve({ at: now, ...frame });
      else if (frame.type === "partial" || frame.type === "final") {
        seen.push({ at: (now - begun) / 1000, text: frame.text });
      }
    };
    client.tell({ type: "audio-start", turnId });
    await speakInTime(voice.pcm, chunkSeconds, begun, (chunk) => client.sendAudio(chunk));
    const end = performance.now();
    client.tell({ type: "audio-end", turnId, longestPause: 0 });
    const question = await next.promise;
    const sound = await listen(new URL(question.audioUrl, house.url), headers);
    answers.push({
      clip: voice.clip,
      question: question.at - end,
      firstByte: sound.firstByte - end,
      firstSound: sound.firstSound - end,
      seen,
    });
    turnId = question.turnId;
  }
  client.close();
  return answers;
}

/** When the first byte of an MP3 had come, and when enough of it to begin to play; the rest is taken, too. */
async function listen(url: URL, headers: Record<string, string>) {
  const { ok, status, body } = await fetch(url, { headers });
  if (!ok || !body) throw new Error(`a question's sound answered ${status}`);
  let firstByte: number | undefined;
  let firstSound: number | undefined;
  let begin = new Uint8Array(0);
  for await (const chunk of body) {
    firstByte ??= performance.now();
    if (firstSound !== undefined) continue;
    begin = joinBytes(begin, chunk);
    if (countSeconds(begin) >= firstSoundSeconds) firstSound = performance.now();
  }
  if (firstByte === undefined || firstSound === undefined) throw new Error("a question has no sound");
  return { firstByte, firstSound };
}

/** Seconds of the whole frames at the beginning of an MP3. */
function countSeconds(mp3: Uint8Array): number {
  let seconds = 0;
  for (let at = 0; at < mp3.length; ) {
    const header = MP3_FRAMES.parse(mp3, at);
    if (!header || at + header.bytes > mp3.length) break;
    seconds += header.samples / header.sampleRate;
    at += header.bytes;
  }
  return seconds;
}
