import { useEffect, useRef } from "react";
import { useFetcher } from "react-router";
import type { Person, Segment, Speaker } from "../../core/schemas.ts";
import { Button, ButtonLink } from "../components/button.tsx";
import { inputClass } from "../components/field.tsx";
import { useWords } from "../messages/use-words.ts";
import { formatClock } from "../words/durations.ts";
import { ownWords } from "../words/own-words.ts";
import type { Outcome } from "./change-memory.ts";
import type { MemoryMessage } from "./forms.ts";
import { ProofButton } from "./proof-button.tsx";
import { Saved } from "./undo.tsx";
import { Voices, WhoSpeaks } from "./voices.tsx";

/** Every line of the words in a box of its own, to be put right by ear. */
export function CorrectWords({
  memoryId,
  version,
  segments,
  speakers,
  people,
  language,
  outcome,
}: {
  memoryId: string;
  version: number;
  segments: Segment[];
  /** The voices that were told apart. */
  speakers: Speaker[];
  people: Pick<Person, "id" | "name">[];
  /** That the words are in, where it is known. */
  language: string | undefined;
  outcome: Outcome | undefined;
}) {
  const { t } = useWords();
  const done = (
    <ButtonLink to={`/memories/${memoryId}`} replace preventScrollReset>
      {t("memory.correctDone")}
    </ButtonLink>
  );
  return (
    <section aria-labelledby="words" className="grid gap-5">
      <div className="flex flex-wrap items-center justify-between gap-4">
        <h2 id="words">{t("memory.correct")}</h2>
        {done}
      </div>
      <Voices
        speakers={speakers}
        people={people}
        isAsked={outcome?.kind === "done" && outcome.intent === "voices"}
      />
      {segments.map((segment) => (
        <SegmentForm
          key={segment.id}
          segment={segment}
          people={people}
          language={language}
          version={version}
          outcome={outcome?.segmentId === segment.id ? outcome : undefined}
        />
      ))}
      <p>{done}</p>
    </section>
  );
}

function SegmentForm({
  segment,
  people,
  language,
  version,
  outcome: posted,
}: {
  segment: Segment;
  people: Pick<Person, "id" | "name">[];
  language: string | undefined;
  version: number;
  outcome: Outcome | undefined;
}) {
  const { t } = useWords();
  const fetcher = useFetcher<Outcome>();
  const outcome = fetcher.data ?? posted;
  const invalid = outcome?.kind === "invalid" ? outcome : undefined;
  const error = invalid?.errors.text?.[0] as MemoryMessage | undefined;
  const box = useRef<HTMLTextAreaElement>(null);
  const id = `line-${segment.id}`;
  const busy = fetcher.state !== "idle";

  useEffect(() => {
    // An undo puts the line back as it was: the box follows what is kept.
    if (box.current) box.current.value = segment.text;
  }, [segment.text]);

  return (
    <div className="grid gap-2">
      <fetcher.Form method="post" className="grid gap-2">
        <input type="hidden" name="intent" value="correct" />
        <input type="hidden" name="segmentId" value={segment.id} />
        <input type="hidden" name="was" value={segment.text} />
        <label htmlFor={id} className="sr-only">
          {t("memory.correctLabel", { time: formatClock(segment.start) })}
        </label>
        <textarea
          ref={box}
          id={id}
          name="text"
          defaultValue={invalid?.values.text ?? segment.text}
          maxLength={5000}
          rows={2}
          required
          aria-invalid={error ? true : undefined}
          aria-describedby={error ? `${id}-error` : undefined}
          className={`${inputClass} font-serif text-lg/relaxed [field-sizing:content]`}
          {...ownWords(language)}
        />
        {error && (
          <p id={`${id}-error`} className="font-medium text-accent">
            {t(error)}
          </p>
        )}
        {people.length > 0 && (
          <>
            <input type="hidden" name="wasSpeakerId" value={segment.speakerId ?? ""} />
            <WhoSpeaks
              key={segment.speakerId}
              id={`speaker-${segment.id}`}
              name="speakerId"
              label={t("people.whoSpeaks")}
              people={people}
              personId={segment.speakerId}
            />
          </>
        )}
        <p className="flex flex-wrap items-center gap-3">
          <ProofButton start={segment.start} end={segment.end} quote={segment.text} />
          <Button type="submit" disabled={busy}>
            {t(busy ? "common.saving" : "common.save")}
          </Button>
        </p>
      </fetcher.Form>
      <Saved outcome={outcome} version={version} fetcher={fetcher} />
    </div>
  );
}
