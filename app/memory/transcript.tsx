import { type MouseEvent, memo, useEffect, useMemo, useRef } from "react";
import { Link } from "react-router";
import type { Segment, Word } from "../../core/schemas.ts";
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
  const paragraphs = useMemo(() => timeParagraphs(segments), [segments]);
  const words = useMemo(() => paragraphs.flatMap((paragraph) => paragraph.words), [paragraphs]);
  const starts = useMemo(() => words.map((word) => word.start), [words]);

  useEffect(() => {
    let lit: Element | null = null;
    let litIndex = -1;
    const stop = playback.onTime((seconds) => {
      const found = seconds > 0 ? findWord(starts, seconds) : -1;
      // In a long silence no word is being said.
      const index = found >= 0 && seconds < (words[found]?.end ?? 0) + 0.6 ? found : -1;
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
  }, [playback, words, starts]);

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
      <p className="text-soft">{t("memory.wordsHint")}</p>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: each paragraph's button plays it by keyboard; a tab stop a word would be a trap. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: as above. */}
      <div ref={box} onClick={playWord} className="grid gap-5">
        <Paragraphs
          paragraphs={paragraphs}
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

interface Paragraph {
  id: string;
  start: number;
  words: Word[];
}

function timeParagraphs(segments: Segment[]): Paragraph[] {
  return groupSegments(segments).map((group) => ({
    id: group[0]?.id ?? "",
    start: group[0]?.start ?? 0,
    words: group.flatMap((segment) => segment.words),
  }));
}

interface ParagraphsProps {
  paragraphs: Paragraph[];
  /** The label of a paragraph's button, with % where its time stands. */
  playFrom: string;
  play: (seconds: number) => void;
}

/** Drawn once: lighting a word touches the word's element only. */
const Paragraphs = memo(
  function Paragraphs({ paragraphs, playFrom, play }: ParagraphsProps) {
    let index = 0;
    return paragraphs.map(({ id, start, words }) => (
      <div
        key={id}
        className="grid gap-x-2 [contain-intrinsic-size:auto_12rem] [content-visibility:auto] sm:grid-cols-[auto_1fr]"
      >
        <button
          type="button"
          aria-label={playFrom.replace("%", formatClock(start))}
          onClick={() => play(start)}
          className="-ml-2 inline-flex min-h-11 min-w-16 items-center gap-1 justify-self-start rounded-soft px-2 text-base text-soft tabular-nums hover:bg-wash hover:text-ink sm:-mt-1.5 sm:self-start"
        >
          <PlayIcon className="size-4" />
          {formatClock(start)}
        </button>
        <p className="max-w-words font-serif text-lg/relaxed">
          {words.map((word) => {
            const wordId = `w${index++}`;
            return (
              <span key={wordId}>
                <span id={wordId} className="cursor-pointer rounded-sm hover:bg-wash data-lit:bg-lit">
                  {word.text.trim()}
                </span>{" "}
              </span>
            );
          })}
        </p>
      </div>
    ));
  },
  (before, after) => before.paragraphs === after.paragraphs && before.playFrom === after.playFrom,
);
