import { href, Link } from "react-router";
import { useClock } from "../components/local-time.tsx";
import { ProgressBar } from "../components/progress-bar.tsx";
import { useWords } from "../messages/use-words.ts";
import { formatHappened } from "../words/dates.ts";
import { formatLength } from "../words/durations.ts";
import { ownWords } from "../words/own-words.ts";
import { describeStage, isAtWork, measureProgress } from "../words/stages.ts";
import type { Card } from "./card.ts";
import { CardPlayer } from "./card-player.tsx";
import { nameMemory } from "./titles.ts";

/** One story in the vault: its title, who tells, when it happened, how long it is; it plays in place. */
export function MemoryCard({ card }: { card: Card }) {
  const { t, language } = useWords();
  const clock = useClock(language);
  const title = nameMemory(card, t, language);
  const own = ownWords(card.title ? card.language : language);
  const about = [
    card.narrator && t("vault.by", { name: card.narrator }),
    formatHappened(card.happened, t, language),
    formatLength(card.recording.seconds, language),
  ].filter(Boolean);
  return (
    <article className="relative grid content-start gap-3 rounded-soft border border-hairline bg-card p-5 focus-within:border-line hover:border-line">
      <h3 className="text-xl">
        <Link
          to={href("/memories/:memoryId", { memoryId: card.id })}
          prefetch="intent"
          className="no-underline after:absolute after:inset-0 after:rounded-soft hover:underline"
        >
          <span {...own}>{title}</span>
        </Link>
      </h3>
      <p className="text-soft">{about.join(" · ")}</p>
      {card.oneLiner && card.status === "ready" && (
        <p className="max-w-words" {...ownWords(card.language)}>
          {card.oneLiner}
        </p>
      )}
      {isAtWork(card) && (
        <div className="grid gap-2">
          <p>{describeStage(card, t, language, clock)}</p>
          <ProgressBar value={measureProgress(card)} label={t("stage.progress")} />
        </div>
      )}
      {card.status === "failed" && <p className="text-careful">{t("failure.short")}</p>}
      {card.status === "ready" && <CardPlayer card={card} title={title} />}
    </article>
  );
}
