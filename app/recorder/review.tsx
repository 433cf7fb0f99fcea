import { type FormEvent, useEffect, useMemo, useRef, useState } from "react";
import { Button } from "../components/button.tsx";
import { Confirm } from "../components/confirm.tsx";
import { TextField } from "../components/field.tsx";
import { NarratorField } from "../components/narrator-field.tsx";
import { useWords } from "../messages/use-words.ts";
import { Playback } from "../player/playback.ts";
import { Player } from "../player/player.tsx";
import type { KeptRecording } from "./kept-recordings.ts";
import { useRecorder } from "./store.ts";

interface ReviewProps {
  people: { id: string; name: string }[];
  onKept: (recording: KeptRecording) => void;
}

/** After the telling: listen, name it or let it be named, keep it or discard it. */
export function Review({ people, onKept }: ReviewProps) {
  const { t } = useWords();
  const { review, keep, discard } = useRecorder();
  const [asked, setAsked] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const file = review?.file;
  const seconds = review?.seconds ?? 0;
  const src = useMemo(() => (file ? URL.createObjectURL(file) : undefined), [file]);
  const playback = useMemo(() => new Playback(seconds), [seconds]);

  useEffect(() => () => (src ? URL.revokeObjectURL(src) : undefined), [src]);
  useEffect(() => heading.current?.focus(), []);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const fields = new FormData(event.currentTarget);
    const text = (name: string) => String(fields.get(name) ?? "").trim() || undefined;
    const kept = await keep({ title: text("title"), narratorId: text("narratorId") });
    if (kept) onKept(kept);
  };

  if (!review || !src) return null;
  return (
    <section
      aria-labelledby="review"
      className="grid grid-cols-1 gap-5 rounded-soft border border-hairline bg-card p-5 sm:p-8"
    >
      <h2 id="review" ref={heading} tabIndex={-1} className="outline-none">
        {t("recorder.reviewTitle")}
      </h2>
      <Player src={src} bars={review.bars} playback={playback} />
      <form onSubmit={submit} className="grid gap-5">
        <TextField
          id="recording-title"
          name="title"
          label={t("recorder.name")}
          hint={t("recorder.nameHint")}
          maxLength={200}
          autoComplete="off"
        />
        {people.length > 0 && (
          <NarratorField
            people={people}
            id="recording-narrator"
            name="narratorId"
            label={t("recorder.narrator")}
          />
        )}
        <p className="flex flex-wrap gap-3">
          <Button type="submit" kind="main" className="min-w-40">
            {t("recorder.keep")}
          </Button>
          <Button kind="plain" onClick={() => setAsked(true)}>
            {t("recorder.discard")}
          </Button>
        </p>
      </form>
      {asked && (
        <Confirm
          title={t("recorder.discardTitle")}
          text={t("recorder.discardText")}
          no={t("recorder.discardNo")}
          yes={
            <Button kind="main" onClick={() => void discard()}>
              {t("recorder.discardYes")}
            </Button>
          }
          onClose={() => setAsked(false)}
        />
      )}
    </section>
  );
}
