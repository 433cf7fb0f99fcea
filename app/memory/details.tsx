import { Form, Link, useNavigation } from "react-router";
import type { Person } from "../../core/schemas.ts";
import { Button, ButtonLink } from "../components/button.tsx";
import { SelectField, TextField } from "../components/field.tsx";
import { NarratorField } from "../components/narrator-field.tsx";
import { useWords } from "../messages/use-words.ts";
import { formatHappened, seasons } from "../words/dates.ts";
import { formatLength } from "../words/durations.ts";
import { splitHappened, type YearPart, yearParts } from "../words/happened-parts.ts";
import type { Outcome } from "./change-memory.ts";
import type { MemoryMessage } from "./forms.ts";
import type { MemoryView } from "./view.ts";

/** Who tells, when and where it happened, and how long it is. */
export function Details({ memory }: { memory: MemoryView }) {
  const { t, language } = useWords();
  const place = memory.places[0]?.name;
  const about = [
    memory.narrator && t("memory.toldBy", { name: memory.narrator.name }),
    formatHappened(memory.happened, t, language),
    place && t("memory.at", { place }),
    t("memory.length", { length: formatLength(memory.recording.seconds, language) }),
  ].filter(Boolean);
  return <p className="text-soft">{about.join(" · ")}</p>;
}

/** The ways to change what stands above. */
export function EditLinks() {
  const { t } = useWords();
  const link = "inline-flex min-h-11 items-center text-base text-soft hover:text-ink";
  return (
    <p className="flex flex-wrap gap-x-6">
      <Link to="?edit=title" replace preventScrollReset className={link}>
        {t("memory.edit")}
      </Link>
      <Link to="?edit=details" replace preventScrollReset className={link}>
        {t("memory.editDetails")}
      </Link>
    </p>
  );
}

/** The form that changes who tells and when it happened. */
export function DetailsForm({
  memory,
  people,
  outcome,
}: {
  memory: MemoryView;
  people: Pick<Person, "id" | "name">[];
  outcome: Outcome | undefined;
}) {
  const { t, language } = useWords();
  const busy = useNavigation().state === "submitting";
  const invalid = outcome?.kind === "invalid" && outcome.intent === "details" ? outcome : undefined;
  const say = (field: string) => {
    const error = invalid?.errors[field]?.[0] as MemoryMessage | undefined;
    return error && t(error);
  };
  const now = splitHappened(memory.happened);
  const value = (field: "narratorId" | "year" | "part" | "day", kept: string) =>
    invalid ? (invalid.values[field] ?? "") : kept;
  return (
    <Form
      method="post"
      action={`/memories/${memory.id}`}
      preventScrollReset
      className="grid max-w-2xl gap-5 rounded-soft border border-hairline bg-card p-5"
    >
      <h2>{t("memory.detailsTitle")}</h2>
      <input type="hidden" name="intent" value="details" />
      <input type="hidden" name="version" value={memory.version} />
      <input type="hidden" name="wasNarratorId" value={memory.narrator?.id ?? ""} />
      <input type="hidden" name="wasYear" value={now.year} />
      <input type="hidden" name="wasPart" value={now.part} />
      <input type="hidden" name="wasDay" value={now.day} />
      {people.length > 0 ? (
        <NarratorField
          people={people}
          id="narratorId"
          name="narratorId"
          label={t("memory.narrator")}
          defaultValue={value("narratorId", memory.narrator?.id ?? "")}
        />
      ) : (
        <input type="hidden" name="narratorId" value={memory.narrator?.id ?? ""} />
      )}
      <div className="grid items-start gap-5 sm:grid-cols-[8rem_1fr_8rem]">
        <TextField
          id="year"
          name="year"
          label={t("memory.year")}
          error={say("year")}
          inputMode="numeric"
          maxLength={4}
          autoComplete="off"
          defaultValue={value("year", now.year)}
        />
        <SelectField id="part" name="part" label={t("memory.part")} defaultValue={value("part", now.part)}>
          {yearParts.map((part) => (
            <option key={part} value={part}>
              {isNamed(part) ? t(`memory.parts.${part}`) : nameMonth(part, language)}
            </option>
          ))}
        </SelectField>
        <TextField
          id="day"
          name="day"
          label={t("memory.day")}
          error={say("day")}
          inputMode="numeric"
          maxLength={2}
          autoComplete="off"
          defaultValue={value("day", now.day)}
        />
      </div>
      <p className="flex flex-wrap gap-3">
        <Button type="submit" kind="main" disabled={busy}>
          {t(busy ? "common.saving" : "common.save")}
        </Button>
        <ButtonLink to={`/memories/${memory.id}`} replace preventScrollReset>
          {t("common.cancel")}
        </ButtonLink>
      </p>
    </Form>
  );
}

const namedParts = ["year", "about", "decade", ...seasons] as const;

function isNamed(part: YearPart): part is (typeof namedParts)[number] {
  return namedParts.some((named) => named === part);
}

function nameMonth(month: string, language: string): string {
  const date = new Date(Date.UTC(2000, Number(month) - 1, 1));
  return date.toLocaleDateString(language, { month: "long", timeZone: "UTC" });
}
