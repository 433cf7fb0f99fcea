import { createOpenAiLiveTranscriber } from "../adapters/openai-live-transcriber.ts";
import { startOpenAi } from "../local/openai/server.ts";
import { openNodeSocket } from "../tests/contracts/open-node-socket.ts";
import { readLiveAudio } from "../tests/live-audio.ts";
import { type Measured, percentile, round } from "./measured.ts";
import { speakInTime } from "./speak-in-time.ts";
import { findDelays, findSpokenWords, type SeenText } from "./words-understood.ts";

const clips = ["jfk.wav", "sense_and_sensibility_01_austen_64kb-0870.wav"];
const chunkSeconds = 0.2;
const patienceSeconds = 1.5;

/** How long after it was spoken a word is understood, with the local stand-in, while somebody speaks on. */
export async function measureLiveTranscription(): Promise<Measured> {
  const local = await startOpenAi();
  try {
    // The first run loads the models.
    await listen(local.url, clips[0] ?? "");
    const all: number[] = [];
    const rows = [];
    for (const clip of clips) {
      const words = await findSpokenWords(local.url, clip);
      const seen = await listen(local.url, clip);
      const delays = findDelays(words, seen);
      all.push(...delays);
      rows.push({
        clip,
        words: words.length,
        understood: delays.length,
        "p50 s": round(percentile(delays, 50), 2),
        "p95 s": round(percentile(delays, 95), 2),
        "max s": round(Math.max(...delays), 2),
      });
    }
    return {
      title: "Understood while somebody speaks",
      about: `Clips sent in real time, ${chunkSeconds * 1000} ms of sound at a time, to the local stand-in by the adapter; one session. For each word: from its end to the moment at which it was understood, as a part or finally. The words' times are those of the local transcription, which are estimates.`,
      rows,
      goals: [
        {
          what: "95 of 100 words are understood within",
          unit: "s",
          measured: round(percentile(all, 95), 2),
          atMost: patienceSeconds,
        },
      ],
    };
  } finally {
    await local.close();
  }
}

/** What was understood at which second of the clip, which is sent in real time. */
async function listen(baseUrl: string, clip: string): Promise<SeenText[]> {
  const pcm = await readLiveAudio(clip);
  const seen: SeenText[] = [];
  let begun = 0;
  const live = createOpenAiLiveTranscriber({
    baseUrl,
    apiKey: "local",
    model: "gpt-4o-transcribe",
    openSocket: openNodeSocket,
  });
  const ear = await live.open({
    requestId: "bench",
    language: "en",
    prompt: "",
    onHeard: (segments) =>
      seen.push({
        at: (performance.now() - begun) / 1000,
        text: segments.map(({ text }) => text).join(" "),
      }),
    onLost: (error) => {
      throw error;
    },
  });
  begun = performance.now();
  await speakInTime(pcm, chunkSeconds, begun, (chunk) => ear.hear(chunk));
  await ear.finish();
  return seen;
}
