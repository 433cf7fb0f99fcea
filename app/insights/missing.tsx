import type { ReactNode } from "react";
import type { Insights } from "../../core/insights.ts";
import { useWords } from "../messages/use-words.ts";
import { AskAbout } from "../timeline/ask-about.tsx";

/** What is not told yet: an invitation for who may tell, never a reproach. */
export function Missing({
  missing,
  familyId,
  mayTell,
}: {
  missing: Insights["missing"];
  familyId: string;
  mayTell: boolean;
}) {
  const { t } = useWords();
  const { chapters, decades, people, singleStories } = missing;
  const isNothing = [chapters, decades, people, singleStories].every((list) => list.length === 0);
  if (isNothing) return <p>{t("insights.nothingMissing")}</p>;
  return (
    <dl className="grid grid-cols-1 gap-5 sm:grid-cols-2">
      <Lack title={t("insights.missingChapters")}>
        {chapters.map((chapter) => (
          <li key={chapter}>{t(`memory.chapters.${chapter}`)}</li>
        ))}
      </Lack>
      <Lack title={t("insights.missingDecades")}>
        {decades.map((years) => (
          <li key={years.from} className="flex flex-wrap items-center gap-x-3">
            {t("insights.decadeName", { year: years.from - (years.from % 10) })}
            {mayTell && <AskAbout years={years} familyId={familyId} />}
          </li>
        ))}
      </Lack>
      <Lack title={t("insights.missingPeople")}>{people.map(listName)}</Lack>
      <Lack title={t("insights.missingSingle")}>{singleStories.map(listName)}</Lack>
    </dl>
  );
}

function listName({ id, name }: { id: string; name: string }) {
  return (
    <li key={id}>
      <bdi>{name}</bdi>
    </li>
  );
}

function Lack({ title, children }: { title: string; children: ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <div className="grid content-start gap-1">
      <dt className="text-soft">{title}</dt>
      <dd>
        <ul className="grid gap-1">{children}</ul>
      </dd>
    </div>
  );
}
