import { findNames, writeKnownNames } from "../speech/known-names.ts";
import { type Recognition, recogniseSpeech } from "../speech/recognise-speech.ts";
import { splitSentences } from "../speech/split-sentences.ts";
import { raiseLevel, recogniseSentences } from "../speech/transcribe-recording.ts";
import { agreeTokens } from "./agree-tokens.ts";
import { frameMilliseconds, joinStretch, type Stretch } from "./cut-stretches.ts";
import { takeTurn } from "./recognition-turns.ts";

/** New sound after which a stretch is recognised again: two recognitions have to agree within 1.5 s of a word. */
const partialStep = Math.round(250 / frameMilliseconds);

/** Of less sound the recogniser makes words that nobody said. */
const firstLook = Math.round(1_000 / frameMilliseconds);

/** Sound that comes faster than somebody speaks is taken no further ahead of a look than this. */
const mostAhead = 2 * partialStep;

/** The words of one stretch of speech. */
export interface StretchHearing {
  /**
   * To be called with every frame: recognises what there is by now, unless it is being recognised or hardly anything is
   * new. More is wanted once it answers.
   */
  follow(): Promise<void>;
  /** No more comes: the whole text. Nothing is told of the stretch's words while it is awaited, or after. */
  finish(): Promise<string>;
  /** Nobody wants its words any more. */
  drop(): void;
}

/** Hears a stretch that still grows; `tellDelta` gets the words that became certain. `raise` evens out the loudness. */
export function hearStretch(
  stretch: Stretch,
  options: {
    prompt: string;
    signal: AbortSignal;
    raise(samples: Float32Array): Float32Array;
    tellDelta(delta: string): void;
  },
): StretchHearing {
  const { signal, raise, tellDelta } = options;
  const names = findNames(options.prompt);
  /** What the last look heard, what two looks agreed on, and what was told of that. */
  let before: Recognition["tokens"] = [];
  let certain: Recognition["tokens"] = [];
  let told = "";
  let recognised = firstLook - partialStep;
  let running = false;
  let look = Promise.resolve();
  let over = false;
  /** Ends a look that nobody waits for any more. */
  const looking = new AbortController();
  const wanted = AbortSignal.any([signal, looking.signal]);
  const end = () => {
    over = true;
    looking.abort();
  };

  const readSound = () => raise(joinStretch(stretch));
  const isDue = () => !over && !running && stretch.frames.length - recognised >= partialStep;
  const recognisePartly = async () => {
    running = true;
    const heard = await takeTurn("partial", async () => {
      if (over) return undefined;
      recognised = stretch.frames.length;
      return recogniseSpeech(raiseLevel(readSound()), wanted, certain);
    });
    running = false;
    if (over) return;
    if (heard?.finished) tellCertain(heard.tokens);
    begin();
  };
  const tellCertain = (tokens: Recognition["tokens"]) => {
    certain = longer(certain, agreeTokens(before, tokens));
    before = tokens;
    const text = spell(splitSentences(certain));
    const fresh = text.slice(told.length);
    told = text;
    if (fresh !== "") tellDelta(writeKnownNames(fresh, names).text);
  };
  const begin = () => {
    // What fails here fails again in `finish`, where it is told.
    if (isDue()) look = recognisePartly().catch(() => {});
  };
  return {
    async follow() {
      begin();
      if (running && stretch.frames.length - recognised >= mostAhead) await look;
    },
    finish() {
      end();
      return takeTurn("final", async () => {
        signal.throwIfAborted();
        const sentences = await recogniseSentences(readSound(), signal);
        return spell(sentences.map(({ text }) => writeKnownNames(text, names)));
      });
    },
    drop: end,
  };
}

const spell = (sentences: { text: string }[]) => sentences.map(({ text }) => text).join(" ");
const longer = <Item>(one: Item[], other: Item[]) => (other.length > one.length ? other : one);
