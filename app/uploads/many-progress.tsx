import { Button } from "../components/button.tsx";
import { ProgressBar } from "../components/progress-bar.tsx";
import { useWords } from "../messages/use-words.ts";
import { formatSize } from "../words/durations.ts";
import { countUploads } from "./count-uploads.ts";
import { type FileUpload, isOnItsWay, useFileUploads } from "./file-uploads.ts";

/** How far all files are together, and what can be done with all of them at once. */
export function ManyProgress({ items }: { items: FileUpload[] }) {
  const { t, language } = useWords();
  const { again, pause, remove } = useFileUploads();
  const counted = countUploads(items);
  const unsent = items.filter(({ state }) => isOnItsWay(state) || state.kind === "paused");
  const moving = unsent.filter(({ state }) => state.kind !== "paused");
  const resting = unsent.filter(({ state }) => state.kind === "paused");
  const isDone = unsent.length === 0 && counted.failed === 0;
  const facts = [
    counted.left > 0 && t("many.left", { count: counted.left }),
    counted.paused > 0 && t("many.paused", { count: counted.paused }),
    counted.failed > 0 && t("many.failed", { count: counted.failed }),
    counted.leftOut > 0 && t("many.leftOut", { count: counted.leftOut }),
  ].filter(Boolean);
  return (
    <section
      aria-labelledby="progress"
      className="grid gap-3 rounded-soft border border-hairline bg-card px-5 py-4"
    >
      <div role="status">
        <h2 id="progress" className={isDone && counted.files > 0 ? "text-good" : ""}>
          {isDone && counted.files > 0
            ? t("files.allDone")
            : t("many.arrived", { count: counted.arrived, all: counted.files })}
        </h2>
      </div>
      <ProgressBar
        value={counted.bytes > 0 ? counted.sentBytes / counted.bytes : 0}
        label={t("many.progress")}
      />
      <p className="text-soft tabular-nums">
        {[
          t("many.bytes", {
            sent: formatSize(counted.sentBytes, language),
            all: formatSize(counted.bytes, language),
          }),
          ...facts,
        ].join(" · ")}
      </p>
      {unsent.length > 0 && (
        <>
          <p className="text-soft">{t("many.stay")}</p>
          <p className="flex flex-wrap gap-3">
            {moving.length > 0 && <Button onClick={() => doAll(moving, pause)}>{t("many.pauseAll")}</Button>}
            {resting.length > 0 && <Button onClick={() => doAll(resting, again)}>{t("many.goOnAll")}</Button>}
            <Button kind="plain" onClick={() => doAll(unsent, remove)}>
              {t("many.cancelAll")}
            </Button>
          </p>
        </>
      )}
    </section>
  );
}

function doAll(items: FileUpload[], act: (id: string) => void) {
  for (const { id } of items) act(id);
}
