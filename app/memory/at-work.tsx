import { useClock } from "../components/local-time.tsx";
import { ProgressBar } from "../components/progress-bar.tsx";
import { useWords } from "../messages/use-words.ts";
import { describeStage, measureProgress } from "../words/stages.ts";
import { useLiveStage } from "./use-live-stage.ts";
import type { MemoryView } from "./view.ts";

/** How far a memory at work is, as it happens. */
export function AtWork({ memory }: { memory: MemoryView }) {
  const { t, language } = useWords();
  const clock = useClock(language);
  const stage = useLiveStage(memory);
  const shown = { ...memory, stage };
  return (
    <section className="grid max-w-2xl gap-3 rounded-soft border border-hairline bg-card p-5">
      <p role="status" className="text-lg">
        {describeStage(shown, t, language, clock)}
      </p>
      <ProgressBar value={measureProgress(shown)} label={t("stage.progress")} />
      <p className="text-soft">{t("stage.closePage")}</p>
    </section>
  );
}
