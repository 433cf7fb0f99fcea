import { type MouseEvent, memo, useEffect, useMemo, useRef } from "react";
import { Link } from "react-router";
import type { Segment } from "../../core/schemas.ts";
import { PlayIcon } from "../components/icons.tsx";
import { useWords } from "../messages/use-words.ts";
import { findWord } from "../player/find-word.ts";
import { usePlayback } from "../player/playback-context.ts";
import { formatClock } from "../words/durations.ts";
import { groupSegments } from "./paragraphs.ts";

/** The words of a story: the spoken one is lit while it plays, and a touch on a word plays from there. */
export function TranscriptWords({ segments, mayEdit }: { segments: Segment[]; mayEdit: boolean }) {
  const { t } = useWords();
  const playback = usePlayback();
  const box = useRef<HTMLDivElement>(null);
  const starts = useMemo(() => segments.flatMap(({ words }) => words.map((word) => word.start)), [segments]);
  const ends = useMemo(() => segments.flatMap(({ words }) => words.map((word) => word.end)), [segments]);

  useEffect(() => {
    let lit: Element | null = null;
    let litIndex = -1;
    const stop = playback.onTime((seconds) => {
      const found = seconds > 0 ? findWord(starts, seconds) : -1;
      // In a long silence no word is being said.
      const index = found >= 0 && seconds < (ends[found] ?? 0) + 0.6 ? found : -1;
      if (index === litIndex) return;
      lit?.removeAttribute("data-lit");
      lit = index >= 0 ? (box.current?.ownerDocument.getElementById(`w${index}`) ?? null) : null;
      lit?.setAttribute("data-lit", "");
      litIndex = index;
    });
    return () => {
      stop();
      lit?.removeAttribute("data-lit");
    };
  }, [playback, starts, ends]);

  const playWord = (event: MouseEvent) => {
    const word = event.target instanceof Element ? event.target.closest("[id^=w]") : null;
    const start = word ? starts[Number(word.id.slice(1))] : undefined;
    const selecting = window.getSelection()?.isCollapsed === false;
    if (start !== undefined && !selecting) playback.play(start);
  };

  return (
    <section aria-labelledby="words" className="grid gap-4">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="words">{t("memory.words")}</h2>
        {mayEdit && (
          <Link
            to="?edit=words"
            replace
            preventScrollReset
            className="inline-flex min-h-11 items-center text-base text-soft hover:text-ink"
          >
            {t("memory.correct")}
          </Link>
        )}
      </div>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: each paragraph's button plays it by keyboard; a tab stop a word would be a trap. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: as above. */}
      <div ref={box} onClick={playWord} className="grid gap-5">
        <Paragraphs
          segments={segments}
          playFrom={t("memory.playFrom", { time: "%" })}
          play={(at) => playback.play(at)}
        />
      </div>
      {segments.some((segment) => segment.approximate) && (
        <p className="text-base text-soft">{t("memory.approximate")}</p>
      )}
    </section>
  );
}

interface ParagraphsProps {
  segments: Segment[];
  /** The label of a paragraph's button, with % where its time stands. */
  playFrom: string;
  play: (seconds: number) => void;
}

/** Drawn once: lighting a word touches the word's element only. */
const Paragraphs = memo(
  function Paragraphs({ segments, playFrom, play }: ParagraphsProps) {
    let index = 0;
    return groupSegments(segments).map((paragraph) => {
      const start = paragraph[0]?.start ?? 0;
      return (
        <div
          key={paragraph[0]?.id}
          className="grid gap-x-2 sm:grid-cols-[auto_1fr] [contain-intrinsic-size:auto_12rem] [content-visibility:auto]"
        >
          <button
            type="button"
            aria-label={playFrom.replace("%", formatClock(start))}
            onClick={() => play(start)}
            className="-ml-2 inline-flex min-h-11 min-w-16 items-center justify-self-start sm:-mt-1.5 gap-1 self-start rounded-soft px-2 text-base text-soft tabular-nums hover:bg-wash hover:text-ink"
          >
            <PlayIcon className="size-4" />
            {formatClock(start)}
          </button>
          <p className="max-w-words font-serif text-lg/relaxed">
            {paragraph.map((segment) => (
              <span key={segment.id}>
                {segment.words.length === 0 && `${segment.text} `}
                {segment.words.map((word) => {
                  const id = `w${index++}`;
                  return (
                    <span key={id}>
                      <span id={id} className="cursor-pointer rounded-sm hover:bg-wash data-lit:bg-lit">
                        {word.text.trim()}
                      </span>{" "}
                    </span>
                  );
                })}
              </span>
            ))}
          </p>
        </div>
      );
    });
  },
  (before, after) => before.segments === after.segments && before.playFrom === after.playFrom,
);
