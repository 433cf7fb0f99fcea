import { useEffect, useState } from "react";
import { href } from "react-router";
import { notFound } from "../../core/errors.ts";
import { requireOpenFamily } from "../../core/families.ts";
import { TextField } from "../components/field.tsx";
import { NarratorField } from "../components/narrator-field.tsx";
import { QuietLink } from "../components/quiet-link.tsx";
import { useWords } from "../messages/use-words.ts";
import { readId, visitAsViewer } from "../session/visit.ts";
import { ChooseMany } from "../uploads/choose-many.tsx";
import { useFileUploads } from "../uploads/file-uploads.ts";
import { ManyProgress } from "../uploads/many-progress.tsx";
import { SendingLine } from "../uploads/sending-line.tsx";
import { useArrivals } from "../uploads/use-arrivals.ts";
import type { Route } from "./+types/upload-many";

export function loader(visit: Route.LoaderArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    const familyId = readId("family", visit.params.familyId);
    const people = await services.people.list(viewer, familyId, { limit: 100 });
    if (!people) throw notFound("family");
    requireOpenFamily(people.family);
    return { familyId, people: people.items.map(({ id, name }) => ({ id, name })) };
  });
}

/** Adds many recordings at once, and shows how far each of them is. */
export default function UploadMany({ loaderData: { familyId, people } }: Route.ComponentProps) {
  const { t } = useWords();
  const { items: all, add, again, pause, remove } = useFileUploads();
  const [narratorId, setNarratorId] = useState("");
  const [year, setYear] = useState("");
  useEffect(() => {
    // Where the network goes away, what sends must be there already to wait for it.
    import("../uploads/send-until-arrived.ts").catch(() => {});
  }, []);
  const items = all.filter((item) => item.familyId === familyId);
  const leftOut = items.filter(({ state }) => state.kind === "refused");
  const taken = items.filter(({ state }) => state.kind !== "refused");
  const arrivals = useArrivals(
    familyId,
    taken.flatMap(({ state }) => (state.kind === "arrived" ? [state.memoryId] : [])),
  );
  const isYear = /^\d{4}$/.test(year.trim());
  const yearError = year.trim() !== "" && !isYear ? t("memory.yearWrong") : undefined;
  const take = (files: File[]) =>
    add(files, familyId, {
      ...(narratorId ? { narratorId } : {}),
      ...(isYear ? { recordedOn: year.trim() } : {}),
    });
  const line = (item: (typeof items)[number]) => (
    <li key={item.id}>
      <SendingLine
        name={item.name}
        state={item.state}
        memory={item.state.kind === "arrived" ? arrivals.get(item.state.memoryId) : undefined}
        onAgain={() => again(item.id)}
        onPause={() => pause(item.id)}
        onRemove={() => remove(item.id)}
      />
    </li>
  );
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid grid-cols-1 max-w-2xl gap-8 px-5 pt-2 pb-24">
      <title>{`${t("many.title")} · ${t("brand")}`}</title>
      <header className="grid gap-1">
        <p>
          <QuietLink to={href("/families/:familyId", { familyId })}>{t("common.back")}</QuietLink>
        </p>
        <h1>{t("many.title")}</h1>
        <p className="max-w-words text-soft">{t("many.hint")}</p>
      </header>
      <noscript>
        <p>{t("add.needsScript")}</p>
      </noscript>
      <div className="grid items-start gap-5 sm:grid-cols-2">
        {people.length > 0 && (
          <NarratorField
            people={people}
            id="many-narrator"
            label={t("many.narrator")}
            value={narratorId}
            onChange={(event) => setNarratorId(event.target.value)}
          />
        )}
        <TextField
          id="many-year"
          label={t("many.year")}
          hint={t("many.yearHint")}
          error={yearError}
          inputMode="numeric"
          maxLength={4}
          autoComplete="off"
          value={year}
          onChange={(event) => setYear(event.target.value)}
        />
      </div>
      <ChooseMany onFiles={take} />
      {items.length > 0 && <ManyProgress items={items} />}
      {leftOut.length > 0 && (
        <details className="rounded-soft border border-hairline bg-card px-5" open={leftOut.length <= 3}>
          <summary className="py-3 font-medium">{t("many.leftOutList", { count: leftOut.length })}</summary>
          <ul className="grid gap-3 pt-1 pb-5">{leftOut.map(line)}</ul>
        </details>
      )}
      {taken.length > 0 && (
        <ul aria-label={t("files.list")} className="grid gap-3">
          {taken.map(line)}
        </ul>
      )}
    </main>
  );
}
