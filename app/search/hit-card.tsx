import { useEffect, useMemo, useRef } from "react";
import { Link } from "react-router";
import { ProofButton } from "../memory/proof-button.tsx";
import { useWords } from "../messages/use-words.ts";
import { Playback } from "../player/playback.ts";
import { PlaybackProvider } from "../player/playback-context.ts";
import { Sound } from "../player/sound.tsx";
import { ownWords } from "../words/own-words.ts";
import { joinStretches, type Stretch } from "./split-marks.ts";
import { StoryHead } from "./story-head.tsx";
import type { Hit } from "./view.ts";

/** A story that was found: what was found in it, and the seconds at which it is said; they play in place. */
export function HitCard({ hit: { story, highlight, moments } }: { hit: Hit }) {
  return (
    <article className="relative grid grid-cols-1 content-start gap-3 rounded-soft border border-hairline bg-card p-5 focus-within:border-line hover:border-line">
      <StoryHead story={story} />
      {highlight.length > 0 && (
        <p className="max-w-words" {...ownWords(story.language)}>
          <Marked stretches={highlight} />
        </p>
      )}
      {moments.length > 0 && <Moments story={story} moments={moments} />}
    </article>
  );
}

function Moments({ story: { id, seconds, language }, moments }: Pick<Hit, "story" | "moments">) {
  const { t } = useWords();
  const playback = useMemo(() => new Playback(seconds), [seconds]);
  const audio = useRef<HTMLAudioElement>(null);
  useEffect(() => (audio.current ? playback.attach(audio.current) : undefined), [playback]);
  return (
    <PlaybackProvider value={playback}>
      <Sound ref={audio} src={`/api/v1/memories/${id}/audio`} />
      <ul aria-label={t("search.moments")} className="grid gap-1">
        {moments.map(({ start, end, said }) => (
          <li key={start} className="relative -ms-2 flex items-start gap-1">
            <ProofButton start={start} end={end} quote={joinStretches(said)} />
            <Link
              to={`/memories/${id}?t=${Number(start.toFixed(2))}`}
              className="flex min-h-11 max-w-words grow items-center py-1.5 font-serif no-underline hover:underline"
            >
              <q className="line-clamp-3" {...ownWords(language)}>
                <Marked stretches={said} />
              </q>
            </Link>
          </li>
        ))}
      </ul>
    </PlaybackProvider>
  );
}

function Marked({ stretches }: { stretches: Stretch[] }) {
  return stretches.map(({ text, marked }, index) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: stretches of a text have nothing but their place.
    marked ? <Mark key={index} text={text} /> : text,
  );
}

function Mark({ text }: { text: string }) {
  return <mark className="rounded-sm bg-lit text-ink">{text}</mark>;
}
