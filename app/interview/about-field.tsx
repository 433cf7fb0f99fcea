import type { ReactNode } from "react";
import { lifeChapters } from "../../core/life-chapters.ts";
import { SelectField, TextField } from "../components/field.tsx";
import { useWords } from "../messages/use-words.ts";
import type { InterviewMessage } from "./forms.ts";

/** What an interview shall be about: anything, a part of a life, or a topic in one's own words. */
export function AboutField({
  topic,
  error,
}: {
  topic: string | undefined;
  error: InterviewMessage | undefined;
}) {
  const { t } = useWords();
  const isTopic = topic !== undefined || error !== undefined;
  return (
    <fieldset className="grid gap-2">
      <legend className="mb-2 font-medium">{t("interview.about")}</legend>
      <Choice value="surprise" label={t("interview.surprise")} isChosen={!isTopic}>
        <p className="text-base/snug text-soft">{t("interview.surpriseHint")}</p>
      </Choice>
      <Choice value="chapter" label={t("interview.aChapter")} isChosen={false}>
        <SelectField id="interview-chapter" name="chapter" label={t("interview.chapter")}>
          {lifeChapters.map((chapter) => (
            <option key={chapter} value={chapter}>
              {t(`memory.chapters.${chapter}`)}
            </option>
          ))}
        </SelectField>
      </Choice>
      <Choice value="topic" label={t("interview.ownTopic")} isChosen={isTopic}>
        <TextField
          id="interview-topic"
          name="topic"
          label={t("interview.topic")}
          hint={t("interview.topicHint")}
          error={error && t(error)}
          defaultValue={topic}
          maxLength={200}
          autoComplete="off"
          dir="auto"
        />
      </Choice>
    </fieldset>
  );
}

/** One of several; what belongs to it is shown while it is chosen. */
function Choice({
  value,
  label,
  isChosen,
  children,
}: {
  value: string;
  label: string;
  isChosen: boolean;
  children: ReactNode;
}) {
  return (
    <div className="group/choice grid rounded-soft border border-hairline bg-card has-[[type=radio]:checked]:border-accent">
      <label className="flex min-h-12 items-center gap-3 px-4 py-2">
        <input
          type="radio"
          name="about"
          value={value}
          defaultChecked={isChosen}
          className="size-5 shrink-0 accent-accent"
        />
        <span className="font-serif text-lg">{label}</span>
      </label>
      <div className="hidden px-4 pb-4 group-has-[[type=radio]:checked]/choice:block sm:ps-12">
        {children}
      </div>
    </div>
  );
}
