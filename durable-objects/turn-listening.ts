import { describeError } from "../core/errors.ts";
import { bytesPerSecond } from "../core/interview/frames.ts";
import type { HeardSegment, InterviewLanguage } from "../core/interview/interview.ts";
import { writeWavHeader } from "../core/interview/wav.ts";
import type { LiveEar, Services } from "../core/ports.ts";
import type { InterviewStorage } from "./interview-storage.ts";

/** What is given to the live ear again after an eviction, at most: it is on its way all at once. */
const mostRefedBytes = 200 * bytesPerSecond;
/** One call to the vendor for recorded audio carries less than 25 MB. */
const partBytes = 20_000_000 - (20_000_000 % 2);
/** The last words of an answer take no longer than that, or the recording is heard instead. */
const finishMs = 20_000;

interface Line {
  turnId: string;
  /** Where in the turn it began to hear, in seconds. */
  from: number;
  /** Whether what it hears is stored, or only listened to for "on the record". */
  isKept: boolean;
  ear: LiveEar | undefined;
  /** It broke, or never was. */
  lost: boolean;
  /** Nobody listens to it any more. */
  dropped: boolean;
  ready: Promise<void>;
}

type OnHeard = (turnId: string, segments: (HeardSegment & { final: boolean })[]) => void;

interface Hearing {
  language: InterviewLanguage;
  /** Names that may be heard. */
  prompt: string;
}

/** Hears the open turn while it is spoken, by a line that lives in memory only; what it misses is heard from the store. */
export class TurnListening {
  #services: Services;
  #storage: InterviewStorage;
  #line: Line | undefined;

  constructor(services: Services, storage: InterviewStorage) {
    this.#services = services;
    this.#storage = storage;
  }

  /** Takes audio that was just stored. The first of a turn, or after an eviction, opens the line. */
  hear(turnId: string, pcm: Uint8Array, hearing: Hearing, onHeard: OnHeard): void {
    if (this.#line?.turnId !== turnId || !this.#line.isKept) this.#open(turnId, true, hearing, onHeard);
    // While it is being opened nothing is lost: the store is read then.
    else if (!this.#line.lost) this.#line.ear?.hear(pcm);
  }

  /** Takes audio that is stored nowhere. What is said before its line stands is not heard. */
  hearOnly(turnId: string, pcm: Uint8Array, hearing: Hearing, onHeard: OnHeard): void {
    if (this.#line?.turnId !== turnId || this.#line.isKept) this.#open(turnId, false, hearing, onHeard);
    else if (!this.#line.lost) this.#line.ear?.hear(pcm);
  }

  /** Stops listening at once. The next audio opens a line that hears what is kept of its turn. */
  drop(): void {
    if (!this.#line) return;
    this.#line.dropped = true;
    this.#line.ear?.close();
    this.#line = undefined;
  }

  /** All that was said in a turn; undefined when nobody could hear it. */
  async finish(turnId: string, hearing: Hearing): Promise<HeardSegment[] | undefined> {
    const line = this.#line?.turnId === turnId && this.#line.isKept ? this.#line : undefined;
    if (!line) this.drop();
    this.#line = undefined;
    const heard = line && (await this.#finishLine(line));
    return heard ?? this.transcribe([turnId], hearing);
  }

  /** Hears stored audio, laid end to end, part by part; undefined when the vendor can't. */
  async transcribe(turnIds: string[], { language, prompt }: Hearing): Promise<HeardSegment[] | undefined> {
    const segments: HeardSegment[] = [];
    let begun = 0;
    try {
      for (const turnId of turnIds) {
        const bytes = this.#storage.bytes(turnId);
        for (let from = 0; from < bytes; from += partBytes) {
          const to = Math.min(from + partBytes, bytes);
          const start = (begun + from) / bytesPerSecond;
          const heard = await this.#services.transcriber.transcribe(
            {
              bytes: this.#readPart(turnId, from, to),
              contentType: "audio/wav",
              filename: "answer.wav",
              start,
            },
            { prompt, language, requestId: this.#services.requestId },
          );
          segments.push(
            ...heard.segments.map((each) => ({
              start: start + each.start,
              end: start + each.end,
              text: each.text,
            })),
          );
        }
        begun += bytes;
      }
      return segments;
    } catch (error) {
      this.#services.log("interview.unheard", describeError(error), "warn");
      return undefined;
    }
  }

  #open(turnId: string, isKept: boolean, hearing: Hearing, onHeard: OnHeard): void {
    this.drop();
    const line: Line = {
      turnId,
      from: 0,
      isKept,
      ear: undefined,
      lost: false,
      dropped: false,
      ready: Promise.resolve(),
    };
    this.#line = line;
    line.ready = this.#services.liveTranscriber
      .open({
        ...hearing,
        requestId: this.#services.requestId,
        onHeard: (segments) => {
          if (this.#line !== line) return;
          onHeard(
            turnId,
            segments.map((each) => ({ ...shift(each, line.from), final: each.final })),
          );
        },
        onLost: (error) => {
          line.lost = true;
          this.#services.log("interview.line_lost", describeError(error), "warn");
        },
      })
      .then(
        (ear) => {
          if (line.dropped) ear.close();
          else if (isKept) this.#refeed(line, ear);
          else line.ear = ear;
        },
        (error: unknown) => {
          line.lost = true;
          this.#services.log("interview.no_line", describeError(error), "warn");
        },
      );
  }

  /** No audio can come between what is read here and what is heard next. */
  #refeed(line: Line, ear: LiveEar): void {
    const from = Math.max(0, this.#storage.bytes(line.turnId) - mostRefedBytes);
    line.from = from / bytesPerSecond;
    for (const pcm of this.#storage.read(line.turnId, from)) ear.hear(pcm);
    line.ear = ear;
  }

  async #finishLine(line: Line): Promise<HeardSegment[] | undefined> {
    await line.ready;
    const { ear } = line;
    // It has heard only the end of a long answer.
    if (line.lost || !ear || line.from > 0) {
      ear?.close();
      return undefined;
    }
    try {
      return await within(finishMs, ear.finish());
    } catch (error) {
      this.#services.log("interview.line_lost", describeError(error), "warn");
      ear.close();
      return undefined;
    }
  }

  #readPart(turnId: string, from: number, to: number): Uint8Array<ArrayBuffer> {
    const header = writeWavHeader(to - from);
    const part = new Uint8Array(header.length + to - from);
    part.set(header);
    let filled = header.length;
    for (const pcm of this.#storage.read(turnId, from, to)) {
      part.set(pcm, filled);
      filled += pcm.length;
    }
    return part;
  }
}

function shift({ start, end, text }: HeardSegment, by: number): HeardSegment {
  return { start: start + by, end: end + by, text };
}

async function within<Value>(milliseconds: number, work: Promise<Value>): Promise<Value> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("it took too long")), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
