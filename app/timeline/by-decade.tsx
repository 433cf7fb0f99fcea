import { href, Link } from "react-router";
import { useWords } from "../messages/use-words.ts";
import { nameMemory } from "../vault/titles.ts";
import { ownWords } from "../words/own-words.ts";
import { GapLine } from "./gap-line.tsx";
import { StoryCard } from "./story-card.tsx";
import type { Block, DecadeView, Story } from "./view.ts";

export interface Teller {
  familyId: string;
  mayTell: boolean;
}

const row = "grid grid-cols-1 gap-3 md:grid-cols-[11rem_1fr] md:gap-8";
const line = "grid grid-cols-1 gap-4 border-s-2 border-hairline ps-5";

/** The stories under their decades, as in an album; gaps as quiet lines between them. */
export function ByDecade({ view, ...teller }: { view: DecadeView } & Teller) {
  const { t } = useWords();
  const { blocks, undated, sharedTimes } = view;
  return (
    <div className="grid grid-cols-1 gap-10">
      {blocks.map((block) =>
        block.kind === "gap" ? (
          <div key={`gap ${block.years.from}`} className={row}>
            <div className={`md:col-start-2 ${line} border-dashed`}>
              <GapLine years={block.years} {...teller} />
            </div>
          </div>
        ) : (
          <Decade key={block.year} decade={block} {...teller} />
        ),
      )}
      {sharedTimes.length > 0 && <SharedTimes finds={sharedTimes} />}
      {undated.count > 0 && (
        <section aria-labelledby="undated" className="grid grid-cols-1 gap-4 border-t border-hairline pt-8">
          <h2 id="undated">{t("timeline.undated")}</h2>
          <p className="max-w-words text-soft">{t("timeline.undatedHint")}</p>
          <ul className="grid grid-cols-1 gap-4 md:grid-cols-2">
            {undated.stories.map((story) => (
              <li key={story.id} className="grid">
                <StoryCard story={story} />
              </li>
            ))}
          </ul>
          <More count={undated.count - undated.stories.length} familyId={teller.familyId} />
        </section>
      )}
    </div>
  );
}

function Decade({ decade, ...teller }: { decade: Extract<Block, { kind: "decade" }> } & Teller) {
  const { t } = useWords();
  const { year, count, entries } = decade;
  const shown = entries.filter(({ kind }) => kind === "story").length;
  const heading = `decade-${year}`;
  return (
    <section aria-labelledby={heading} className={row}>
      <header className="flex flex-wrap items-baseline gap-x-3 md:block">
        <h2 id={heading} className="text-2xl">
          {t("timeline.decade", { year })}
        </h2>
        <p className="text-soft">{t("timeline.stories", { count })}</p>
      </header>
      <ol className={line}>
        {entries.map((entry) =>
          entry.kind === "gap" ? (
            <li key={`gap ${entry.years.from}`}>
              <GapLine years={entry.years} {...teller} />
            </li>
          ) : (
            <li key={entry.story.id} className="grid">
              <StoryCard story={entry.story} />
            </li>
          ),
        )}
        {shown < count && (
          <li>
            <Link
              to={`${href("/families/:familyId", teller)}/search?from=${year}&to=${year + 9}`}
              className="inline-flex min-h-11 items-center text-accent"
            >
              {t("timeline.allOfDecade", { count, year })}
            </Link>
          </li>
        )}
      </ol>
    </section>
  );
}

function SharedTimes({ finds }: { finds: DecadeView["sharedTimes"] }) {
  const { t, language } = useWords();
  const list = new Intl.ListFormat(language);
  return (
    <section aria-labelledby="shared" className="grid grid-cols-1 gap-4 border-t border-hairline pt-8">
      <h2 id="shared">{t("timeline.shared")}</h2>
      <p className="max-w-words text-soft">{t("timeline.sharedHint")}</p>
      <ul className="grid grid-cols-1 gap-4 md:grid-cols-2">
        {finds.map(({ stories, years, things }) => {
          const when =
            years.from === years.to
              ? `${years.from}`
              : t("happened.between", { from: years.from, to: years.to });
          return (
            <li
              key={stories.map(({ id }) => id).join()}
              className="grid content-start gap-1 rounded-soft border border-hairline bg-card px-5 py-4"
            >
              <p className="text-accent">
                {things.length > 0 ? t("timeline.sharedThings", { things: list.format(things), when }) : when}
              </p>
              <ul>
                {stories.map((story) => (
                  <SharedStory key={story.id} story={story} />
                ))}
              </ul>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function SharedStory({ story }: { story: Story }) {
  const { t, language } = useWords();
  return (
    <li className="flex flex-wrap items-center gap-x-3">
      <Link
        to={href("/memories/:memoryId", { memoryId: story.id })}
        className="inline-flex min-h-11 items-center font-serif text-lg font-semibold"
      >
        <span {...ownWords(story.title ? story.language : language)}>{nameMemory(story, t, language)}</span>
      </Link>
      {story.narrator && <span className="text-soft">{t("vault.by", { name: story.narrator })}</span>}
    </li>
  );
}

function More({ count, familyId }: { count: number; familyId: string }) {
  const { t } = useWords();
  if (count <= 0) return null;
  return (
    <p>
      <Link
        to={href("/families/:familyId", { familyId })}
        className="inline-flex min-h-11 items-center text-accent"
      >
        {t("timeline.moreUndated", { count })}
      </Link>
    </p>
  );
}
