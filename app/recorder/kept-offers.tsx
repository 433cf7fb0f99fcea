import { useState } from "react";
import { Button } from "../components/button.tsx";
import { Confirm } from "../components/confirm.tsx";
import { useClock } from "../components/local-time.tsx";
import { useWords } from "../messages/use-words.ts";
import { formatDay } from "../words/dates.ts";
import { formatLength } from "../words/durations.ts";
import { countSeconds, forgetRecording, type KeptRecording } from "./kept-recordings.ts";
import { useRecorder } from "./store.ts";

/** Offers what was told before its page was closed: listen and finish, keep telling, or discard. */
export function KeptOffer({ recording, onGone }: { recording: KeptRecording; onGone: () => void }) {
  const { t, language } = useWords();
  const clock = useClock(language);
  const { open, goOn } = useRecorder();
  const [asked, setAsked] = useState(false);
  const isToday = recording.startedAt.slice(0, 10) === new Date().toISOString().slice(0, 10);
  const when = isToday && clock ? clock(recording.startedAt) : formatDay(recording.startedAt, language);
  return (
    <section className="grid gap-3 rounded-soft border border-good bg-card p-5">
      <h2>{t("recorder.keptTitle", { time: when })}</h2>
      <p>{t("recorder.keptText", { length: formatLength(countSeconds(recording), language) })}</p>
      <p className="flex flex-wrap gap-3">
        <Button onClick={() => void goOn(recording)}>{t("recorder.keptOn")}</Button>
        <Button onClick={() => void open(recording)}>{t("recorder.keptFinish")}</Button>
        <Button kind="plain" onClick={() => setAsked(true)}>
          {t("recorder.discard")}
        </Button>
      </p>
      {asked && (
        <Confirm
          title={t("recorder.discardTitle")}
          text={t("recorder.discardText")}
          no={t("recorder.discardNo")}
          yes={
            <Button
              kind="main"
              onClick={async () => {
                await forgetRecording(recording.id);
                onGone();
              }}
            >
              {t("recorder.discardYes")}
            </Button>
          }
          onClose={() => setAsked(false)}
        />
      )}
    </section>
  );
}
