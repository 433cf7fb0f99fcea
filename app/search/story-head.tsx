import { href, Link } from "react-router";
import { useWords } from "../messages/use-words.ts";
import { nameMemory } from "../vault/titles.ts";
import { formatHappened } from "../words/dates.ts";
import { formatLength } from "../words/durations.ts";
import { ownWords } from "../words/own-words.ts";
import type { Story } from "./view.ts";

/** The head of a story's card: its title, which leads to it from anywhere on the card, who tells, when it happened, its length. */
export function StoryHead({ story }: { story: Story }) {
  const { t, language } = useWords();
  const about = [
    story.narrator && t("vault.by", { name: story.narrator }),
    formatHappened(story.happened, t, language),
    formatLength(story.seconds, language),
  ].filter(Boolean);
  return (
    <div className="grid gap-1">
      <h3 className="text-xl">
        <Link
          to={href("/memories/:memoryId", { memoryId: story.id })}
          prefetch="intent"
          className="no-underline after:absolute after:inset-0 after:rounded-soft hover:underline"
        >
          <span {...ownWords(story.title ? story.language : language)}>{nameMemory(story, t, language)}</span>
        </Link>
      </h3>
      <p className="text-soft">{about.join(" · ")}</p>
    </div>
  );
}
