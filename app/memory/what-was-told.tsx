import type { ReactNode } from "react";
import { Link } from "react-router";
import type { Evidence } from "../../core/schemas.ts";
import { useWords } from "../messages/use-words.ts";
import { NameQuestions, type OpenQuestion } from "../people/name-questions.tsx";
import { type OwnWords, ownWords } from "../words/own-words.ts";
import { ProofButton } from "./proof-button.tsx";
import { findSummary } from "./summary.ts";
import type { MemoryView } from "./view.ts";

/** What was found in a story. Everything found here plays its proof. */
export function WhatWasTold({
  memory,
  questions,
}: {
  memory: MemoryView;
  /** Names that are nobody yet though somebody of the family may be meant. */
  questions: OpenQuestion[];
}) {
  const { t } = useWords();
  const own = ownWords(memory.language);
  const claims = (field: string) => memory.claims.filter((claim) => claim.field === field);
  const summary = findSummary(memory);
  const chapters = memory.chapters.length > 0 ? memory.chapters : memory.chapter ? [memory.chapter] : [];
  const labels = chapters.map((chapter) => t(`memory.chapters.${chapter}`));
  const lists = [
    {
      title: t("memory.people"),
      items: memory.people.map(({ personId, name, evidence }) => ({
        text: name,
        evidence,
        to: personId && `/people/${personId}`,
      })),
      after: <NameQuestions familyId={memory.familyId} questions={questions} />,
    },
    {
      title: t("memory.places"),
      items: memory.places.map(({ name, evidence }) => ({ text: name, evidence })),
    },
    { title: t("memory.dates"), items: memory.dates },
    { title: t("memory.lessons"), items: claims("lesson") },
  ].filter((list) => list.items.length > 0);
  const quotes = claims("quote");
  const askPath = (question: string) =>
    `/families/${memory.familyId}/interviews/new?topic=${encodeURIComponent(question)}`;
  const isEmpty = summary.length + lists.length + quotes.length === 0;
  return (
    <section aria-labelledby="told" className="grid content-start gap-6">
      <h2 id="told">{t("memory.told")}</h2>
      {isEmpty && <p className="text-soft">{t("memory.nothingFound")}</p>}
      {summary.length > 0 && (
        <Part title={t("memory.inShort")}>
          <Items items={summary} own={own} />
        </Part>
      )}
      {lists.map((list) => (
        <Part key={list.title} title={list.title}>
          <Items items={list.items} own={own} />
          {"after" in list && list.after}
        </Part>
      ))}
      {quotes.length > 0 && (
        <Part title={t("memory.quotes")}>
          <ul className="grid gap-2">
            {quotes.map((quote) => (
              <li key={quote.text} className="border-s-2 border-accent ps-4 font-serif text-lg">
                <q {...own}>{quote.text}</q> <Proofs evidence={quote.evidence} />
              </li>
            ))}
          </ul>
        </Part>
      )}
      {labels.length + memory.themes.length > 0 && (
        <Part title={t("memory.themes")}>
          <p>
            {labels.join(" · ")}
            {labels.length > 0 && memory.themes.length > 0 && " · "}
            <span {...own}>{memory.themes.join(" · ")}</span>
          </p>
        </Part>
      )}
      {memory.followUps.length > 0 && (
        <Part title={t("memory.followUps")}>
          <ul className="grid gap-2">
            {memory.followUps.map((question) => (
              <li key={question} {...own}>
                <Link to={askPath(question)} className="inline-block py-1.5" title={t("interview.askNext")}>
                  {question}
                </Link>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {memory.warnings.length > 0 && (
        <Part title={t("memory.warnings")}>
          <ul className="grid gap-2 text-careful">
            {memory.warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Part>
      )}
    </section>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid gap-2">
      <h3 className="font-sans text-base font-semibold text-soft">{title}</h3>
      {children}
    </div>
  );
}

interface Item {
  text: string;
  evidence: Evidence[];
  /** The page that tells more of it. */
  to?: string | undefined;
}

function Items({ items, own }: { items: Item[]; own: OwnWords }) {
  return (
    <ul className="grid gap-1">
      {items.map((item) => (
        <li key={item.text} className="flex items-start justify-between gap-2">
          <span className="py-1.5" {...own}>
            {item.to ? <Link to={item.to}>{item.text}</Link> : item.text}
          </span>
          <span className="shrink-0">
            <Proofs evidence={item.evidence} />
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The first places that prove something: three are enough to believe it. */
function Proofs({ evidence }: { evidence: Evidence[] }) {
  return evidence
    .slice(0, 3)
    .map(({ start, end, quote }) => <ProofButton key={start} start={start} end={end} quote={quote} />);
}
