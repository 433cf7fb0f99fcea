import { useEffect, useMemo, useRef } from "react";
import { Link } from "react-router";
import type { StoryAbout } from "../../core/relatives.ts";
import { ProofButton } from "../memory/proof-button.tsx";
import { useWords } from "../messages/use-words.ts";
import { Playback } from "../player/playback.ts";
import { PlaybackProvider } from "../player/playback-context.ts";
import { Sound } from "../player/sound.tsx";
import { nameMemory } from "../vault/titles.ts";
import { formatHappened } from "../words/dates.ts";
import { formatLength } from "../words/durations.ts";
import { ownWords } from "../words/own-words.ts";

/** Stories by title; those that speak of somebody play the seconds in which the name is heard. */
export function Stories({ stories }: { stories: StoryAbout[] }) {
  return (
    <ul className="grid gap-4">
      {stories.map((story) => (
        <li key={story.id}>
          <Story story={story} />
        </li>
      ))}
    </ul>
  );
}

function Story({ story }: { story: StoryAbout }) {
  const { t, language } = useWords();
  const about = [formatHappened(story.happened, t, language), formatLength(story.seconds, language)];
  if (story.heard.length > 0) about.push(t("people.heardAs", { names: story.heard.join(", ") }));
  return (
    <article className="grid gap-1 rounded-soft border border-hairline bg-card px-5 py-4">
      <p>
        <Link
          to={`/memories/${story.id}`}
          className="inline-flex min-h-11 items-center font-serif text-xl font-semibold"
        >
          <span {...ownWords(story.title ? story.language : language)}>{nameMemory(story, t, language)}</span>
        </Link>
      </p>
      <p className="text-soft">{about.filter(Boolean).join(" · ")}</p>
      {story.evidence.length > 0 && <Proofs story={story} />}
    </article>
  );
}

function Proofs({ story: { id, seconds, evidence, language } }: { story: StoryAbout }) {
  const playback = useMemo(() => new Playback(seconds), [seconds]);
  const audio = useRef<HTMLAudioElement>(null);
  useEffect(() => (audio.current ? playback.attach(audio.current) : undefined), [playback]);
  return (
    <PlaybackProvider value={playback}>
      <Sound ref={audio} src={`/api/v1/memories/${id}/audio`} />
      <ul className="grid gap-1">
        {evidence.map(({ start, end, quote }) => (
          <li key={start} className="flex items-start gap-2">
            <ProofButton start={start} end={end} quote={quote} />
            <q className="py-1.5 font-serif" {...ownWords(language)}>
              {quote}
            </q>
          </li>
        ))}
      </ul>
    </PlaybackProvider>
  );
}
