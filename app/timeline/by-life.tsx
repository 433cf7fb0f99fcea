import { href, Link } from "react-router";
import { useWords } from "../messages/use-words.ts";
import { formatHappened } from "../words/dates.ts";
import { StoryCard } from "./story-card.tsx";
import { SwitchLink } from "./switch-link.tsx";
import type { LifeView } from "./view.ts";

/** One teller's life by its stages, and the way to the others'. */
export function ByLife({ view, familyId }: { view: LifeView; familyId: string }) {
  const { t, language } = useWords();
  const { people, life, birthsUnknown } = view;
  return (
    <div className="grid grid-cols-1 gap-10">
      {people.length > 1 && (
        <nav aria-label={t("timeline.whose")} className="flex flex-wrap gap-2">
          {people.map(({ id, name }) => (
            <SwitchLink key={id} to={`?by=life&of=${id}`} isHere={id === life?.person.id}>
              {name}
            </SwitchLink>
          ))}
        </nav>
      )}
      {life ? (
        <Life life={life} familyId={familyId} />
      ) : (
        <p className="max-w-words">{t("timeline.noLives")}</p>
      )}
      {birthsUnknown.length > 0 && (
        <p className="max-w-words text-soft">
          {t("timeline.noBirth", { names: new Intl.ListFormat(language).format(birthsUnknown) })}
        </p>
      )}
    </div>
  );
}

function Life({ life, familyId }: { life: NonNullable<LifeView["life"]>; familyId: string }) {
  const { t, language } = useWords();
  const { person, stages } = life;
  const say = (date: string) => formatHappened({ from: date, precision: precisionOf(date) }, t, language);
  const born = say(person.bornOn);
  const isCut = stages.some(({ count, stories }) => count > stories.length);
  return (
    <section aria-labelledby="life" className="grid grid-cols-1 gap-8">
      <header>
        <h2 id="life" className="text-2xl">
          {person.name}
        </h2>
        <p className="text-soft">
          {person.diedOn
            ? t("timeline.livedUntil", { from: born, to: say(person.diedOn) })
            : t("timeline.lived", { from: born })}
        </p>
      </header>
      {stages.length === 0 && (
        <p className="max-w-words">{t("timeline.nothingDated", { name: person.name })}</p>
      )}
      {stages.map(({ stage, count, stories }) => (
        <section
          key={stage}
          aria-labelledby={stage}
          className="grid grid-cols-1 gap-3 md:grid-cols-[11rem_1fr] md:gap-8"
        >
          <header className="flex flex-wrap items-baseline gap-x-3 md:block">
            <h3 id={stage} className="text-xl">
              {t(`timeline.stages.${stage}`)}
            </h3>
            <p className="text-soft">{t("timeline.stories", { count })}</p>
          </header>
          <ol className="grid grid-cols-1 gap-4 border-s-2 border-hairline ps-5">
            {stories.map((story) => (
              <li key={story.id} className="grid">
                <StoryCard story={story} ages={story.ages} level={4} />
              </li>
            ))}
          </ol>
        </section>
      ))}
      {isCut && (
        <p>
          <Link
            to={`${href("/families/:familyId", { familyId })}/search?narratorId=${person.id}`}
            className="inline-flex min-h-11 items-center text-accent"
          >
            {t("timeline.allOfTeller", { name: person.name })}
          </Link>
        </p>
      )}
    </section>
  );
}

function precisionOf(date: string): "year" | "month" | "day" {
  if (date.length === 4) return "year";
  return date.length === 7 ? "month" : "day";
}
