import { href, Link } from "react-router";
import { roleAllows } from "../../core/access.ts";
import { openInsights } from "../../core/overviews.ts";
import { ButtonLink } from "../components/button.tsx";
import { BarTable } from "../insights/bar-table.tsx";
import { Missing } from "../insights/missing.tsx";
import { Months } from "../insights/months.tsx";
import { Panel } from "../insights/panel.tsx";
import { useInsightWords } from "../insights/use-insight-words.ts";
import { readId, visitAsViewer } from "../session/visit.ts";
import type { Route } from "./+types/insights";

export function loader(visit: Route.LoaderArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    const familyId = readId("family", visit.params.familyId);
    const { family, insights } = await openInsights(services, viewer, familyId, new Date());
    return { familyId, mayTell: roleAllows(family.role, "editor"), insights };
  });
}

export default function Insights({ loaderData: { familyId, mayTell, insights } }: Route.ComponentProps) {
  const { t, number, sayLength, sayLanguage, sayMoods } = useInsightWords();
  const { chapters, months, people, places, tone, narrators, languages, missing } = insights;
  const tellers = narrators.filter(({ person }) => person).length;
  const sums: [string, string][] = [
    [t("insights.told"), number(insights.stories)],
    [t("insights.time"), sayLength(insights.seconds)],
    [t("insights.words"), number(insights.words)],
    [t("insights.tellers"), number(tellers)],
  ];
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid max-w-6xl grid-cols-1 gap-8 px-5 pt-6 pb-24">
      <title>{`${t("insights.title")} · ${t("brand")}`}</title>
      <header className="grid gap-1">
        <h1>{t("insights.title")}</h1>
        <p className="max-w-words text-soft">{t("insights.intro")}</p>
        <p>
          <Link
            to={href("/families/:familyId/timeline", { familyId })}
            className="inline-flex min-h-11 items-center text-accent"
          >
            {t("insights.toTimeline")}
          </Link>
        </p>
      </header>
      {insights.stories === 0 ? (
        <section className="grid grid-cols-1 max-w-2xl justify-items-start gap-4 rounded-soft border border-hairline bg-card p-6 sm:p-8">
          <h2>{t("insights.emptyTitle")}</h2>
          <p className="max-w-words">{t("insights.emptyText")}</p>
          {mayTell && (
            <ButtonLink to={href("/families/:familyId/memories/new", { familyId })} kind="main">
              {t("vault.tell")}
            </ButtonLink>
          )}
        </section>
      ) : (
        <>
          <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-4">
            {sums.map(([name, value]) => (
              <div key={name} className="flex flex-col-reverse justify-end">
                <dt className="text-soft">{name}</dt>
                <dd className="font-serif text-3xl leading-tight font-semibold">{value}</dd>
              </div>
            ))}
          </dl>
          <div className="grid grid-cols-1 gap-6 lg:grid-cols-2">
            <Panel id="chapters" title={t("insights.chapters")} wide>
              <BarTable
                title={t("insights.chapters")}
                heads={[t("insights.chapter"), t("insights.main"), t("insights.touching")]}
                rows={chapters.map(({ chapter, stories, touching }) => ({
                  key: chapter,
                  label: t(`memory.chapters.${chapter}`),
                  value: stories,
                  more: [number(touching)],
                }))}
              />
            </Panel>
            <Panel id="tone" title={t("insights.tone")} hint={t("insights.toneHint")} wide>
              {tone.length === 0 ? (
                <p>{t("insights.noTone")}</p>
              ) : (
                <BarTable
                  title={t("insights.tone")}
                  heads={[t("insights.decade"), t("insights.strength"), t("insights.moods")]}
                  most={10}
                  rows={tone.map(({ decade, intensity, tones }) => ({
                    key: String(decade),
                    label: t("insights.decadeName", { year: decade }),
                    value: intensity,
                    said: number(intensity, 1),
                    more: [sayMoods(tones)],
                  }))}
                />
              )}
            </Panel>
            <Panel id="people" title={t("insights.people")}>
              <Names title={t("insights.people")} rows={people} />
            </Panel>
            <Panel id="places" title={t("insights.places")}>
              <Names title={t("insights.places")} rows={places} />
            </Panel>
            <Panel id="narrators" title={t("insights.narrators")} wide={languages.length === 0}>
              <BarTable
                title={t("insights.narrators")}
                heads={[t("insights.teller"), t("insights.count"), t("insights.length")]}
                rows={narrators.map(({ person, stories, seconds }) => ({
                  key: person?.id ?? "",
                  label: person ? <bdi>{person.name}</bdi> : t("insights.nobody"),
                  value: stories,
                  more: [sayLength(seconds)],
                }))}
              />
            </Panel>
            {languages.length > 0 && (
              <Panel id="languages" title={t("insights.languages")}>
                <BarTable
                  title={t("insights.languages")}
                  heads={[t("insights.language"), t("insights.count")]}
                  rows={languages.map(({ language, stories }) => ({
                    key: language,
                    label: sayLanguage(language),
                    value: stories,
                  }))}
                />
              </Panel>
            )}
            <Panel id="months" title={t("insights.months")} wide>
              <Months months={months} />
            </Panel>
            <Panel id="missing" title={t("insights.missing")} wide>
              <Missing missing={missing} familyId={familyId} mayTell={mayTell} />
            </Panel>
          </div>
        </>
      )}
    </main>
  );
}

function Names({ title, rows }: { title: string; rows: { name: string; stories: number }[] }) {
  const { t } = useInsightWords();
  if (rows.length === 0) return <p>{t("insights.noNames")}</p>;
  return (
    <BarTable
      title={title}
      heads={[t("insights.name"), t("insights.count")]}
      rows={rows.map(({ name, stories }) => ({ key: name, label: <bdi>{name}</bdi>, value: stories }))}
    />
  );
}
