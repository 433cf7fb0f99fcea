import { href, Link } from "react-router";
import type { Ages } from "../../core/lives.ts";
import { useWords } from "../messages/use-words.ts";
import { nameMemory } from "../vault/titles.ts";
import { formatHappened } from "../words/dates.ts";
import { formatLength } from "../words/durations.ts";
import { ownWords } from "../words/own-words.ts";
import { formatAges } from "./ages.ts";
import type { Story } from "./view.ts";

/** A story in the timeline: when it happened as the family says it, its title, who tells it, how long it is. */
export function StoryCard({
  story,
  ages,
  level = 3,
}: {
  story: Story;
  ages?: Ages | undefined;
  /** Of its heading. */
  level?: 3 | 4;
}) {
  const { t, language } = useWords();
  const title = nameMemory(story, t, language);
  const when = formatHappened(story.happened, t, language);
  const about = [
    ages && formatAges(ages, t),
    story.narrator && t("vault.by", { name: story.narrator }),
    formatLength(story.seconds, language),
  ].filter(Boolean);
  const Heading = `h${level}` as const;
  return (
    <article
      className={`relative grid grid-cols-1 content-start gap-x-6 gap-y-0.5 rounded-soft border border-hairline bg-card px-5 py-4 focus-within:border-line hover:border-line ${when ? "sm:grid-cols-[9rem_1fr] sm:items-baseline" : ""}`}
    >
      <Heading
        className={`order-2 font-serif text-xl leading-tight font-semibold ${when ? "sm:col-start-2 sm:row-start-1" : ""}`}
      >
        <Link
          to={href("/memories/:memoryId", { memoryId: story.id })}
          className="no-underline after:absolute after:inset-0 after:rounded-soft hover:underline"
        >
          <span {...ownWords(story.title ? story.language : language)}>{title}</span>
        </Link>
      </Heading>
      {when && <p className="order-1 text-accent sm:row-span-2 sm:row-start-1">{when}</p>}
      <p className={`order-3 text-soft ${when ? "sm:col-start-2" : ""}`}>{about.join(" · ")}</p>
    </article>
  );
}
