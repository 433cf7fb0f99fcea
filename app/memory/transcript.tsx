import type { TFunction } from "i18next";
import { type MouseEvent, memo, useEffect, useMemo, useRef } from "react";
import { Link } from "react-router";
import { markGuesses } from "../../core/guesses.ts";
import type { Person, Segment, Word } from "../../core/schemas.ts";
import { nameSpeakers } from "../../core/speaker-names.ts";
import { PlayIcon } from "../components/icons.tsx";
import { useWords } from "../messages/use-words.ts";
import { findWord } from "../player/find-word.ts";
import { usePlayback } from "../player/playback-context.ts";
import { formatClock } from "../words/durations.ts";
import { ownWords } from "../words/own-words.ts";
import { groupSegments } from "./paragraphs.ts";

/** The words of a story: the spoken one is lit while it plays, and a touch on a word plays from there. */
export function TranscriptWords({
  segments,
  people,
  language,
  mayEdit,
  startAt,
}: {
  segments: Segment[];
  people: Pick<Person, "id" | "name">[];
  /** That the words are in, where it is known. */
  language: string | undefined;
  mayEdit: boolean;
  /** The second that a link led to: its words come into sight. */
  startAt: number;
}) {
  const { t } = useWords();
  const playback = usePlayback();
  const box = useRef<HTMLDivElement>(null);
  const paragraphs = useMemo(() => timeParagraphs(segments, people, t), [segments, people, t]);
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

  const arrivedAt = useRef(0);
  useEffect(() => {
    if (arrivedAt.current === startAt) return;
    arrivedAt.current = startAt;
    // A little later: the word that begins there has begun.
    const word = startAt > 0 ? findWord(starts, startAt + 0.3) : -1;
    if (word >= 0) document.getElementById(`w${word}`)?.scrollIntoView({ block: "center" });
  }, [startAt, starts]);

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
          language={language}
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
  /** Who speaks, where that is another one than before. */
  speaker: string | undefined;
  words: (Word & { note?: string })[];
}

function timeParagraphs(
  segments: Segment[],
  people: Pick<Person, "id" | "name">[],
  t: TFunction,
): Paragraph[] {
  const nameSpeaker = nameSpeakers(people);
  let before: string | undefined;
  return groupSegments(segments).map((group) => {
    const [first] = group;
    const speaker =
      first &&
      (nameSpeaker(first) ?? (first.speaker ? t("people.voice", { label: first.speaker }) : undefined));
    const isNew = speaker !== before;
    before = speaker;
    return {
      id: first?.id ?? "",
      start: first?.start ?? 0,
      speaker: isNew ? speaker : undefined,
      words: group.flatMap((segment) =>
        markGuesses(segment).map(({ heard, ...word }) =>
          heard === undefined ? word : { ...word, note: t("people.guess", { heard }) },
        ),
      ),
    };
  });
}

interface ParagraphsProps {
  paragraphs: Paragraph[];
  language: string | undefined;
  /** The label of a paragraph's button, with % where its time stands. */
  playFrom: string;
  play: (seconds: number) => void;
}

/** Drawn once: lighting a word touches the word's element only. */
const Paragraphs = memo(
  function Paragraphs({ paragraphs, language, playFrom, play }: ParagraphsProps) {
    let index = 0;
    return paragraphs.map(({ id, start, speaker, words }) => (
      <div
        key={id}
        className="grid gap-x-2 [contain-intrinsic-size:auto_12rem] [content-visibility:auto] sm:grid-cols-[auto_1fr]"
      >
        <button
          type="button"
          aria-label={playFrom.replace("%", formatClock(start))}
          onClick={() => play(start)}
          className="-ms-2 inline-flex min-h-11 min-w-16 items-center gap-1 justify-self-start rounded-soft px-2 text-base text-soft tabular-nums hover:bg-wash hover:text-ink sm:-mt-1.5 sm:self-start"
        >
          <PlayIcon className="size-4" />
          {formatClock(start)}
        </button>
        <div>
          {speaker && (
            <p dir="auto" className="font-medium text-soft">
              {speaker}
            </p>
          )}
          <p className="max-w-words font-serif text-lg/relaxed" {...ownWords(language)}>
            {words.map((word) => {
              const wordId = `w${index++}`;
              return (
                <span key={wordId}>
                  <span
                    id={wordId}
                    title={word.note}
                    className={`cursor-pointer rounded-sm hover:bg-wash data-lit:bg-lit ${word.note ? "underline decoration-dotted decoration-from-font underline-offset-4" : ""}`}
                  >
                    {word.text.trim()}
                  </span>
                  {word.note && <span className="sr-only"> ({word.note})</span>}{" "}
                </span>
              );
            })}
          </p>
        </div>
      </div>
    ));
  },
  (before, after) =>
    before.paragraphs === after.paragraphs &&
    before.language === after.language &&
    before.playFrom === after.playFrom,
);
