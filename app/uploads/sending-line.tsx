import { href, Link } from "react-router";
import { Button } from "../components/button.tsx";
import { useClock } from "../components/local-time.tsx";
import { ProgressBar } from "../components/progress-bar.tsx";
import { useWords } from "../messages/use-words.ts";
import { findUploadMessage } from "../words/refusals.ts";
import { describeStage, isAtWork, type MemoryAtWork } from "../words/stages.ts";
import { isOnItsWay } from "./file-uploads.ts";
import type { SendingState } from "./send-until-arrived.ts";

interface SendingLineProps {
  name: string;
  state: SendingState;
  /** What has become of it, where that is known. */
  memory?: MemoryAtWork & { title: string };
  onAgain: () => void;
  onPause?: () => void;
  onRemove?: () => void;
  /** Given where this is the only copy: lets it be saved as a file. */
  onSave?: () => void;
}

/** One recording on its way: its name, how far it is, and what to do when it could not be sent. */
export function SendingLine({ name, state, memory, onAgain, onPause, onRemove, onSave }: SendingLineProps) {
  const { t, language } = useWords();
  const clock = useClock(language);
  const percent = (fraction: number) => fraction.toLocaleString(language, { style: "percent" });
  const isRepeated =
    state.kind === "refused" &&
    (state.code === "recording.repeated" || state.code === "recording.sent_before");
  const mayAgain =
    state.kind === "failed" ||
    state.kind === "signed-out" ||
    state.kind === "elsewhere" ||
    state.kind === "paused" ||
    isRepeated;
  const mayPause = onPause && isOnItsWay(state);
  const remove = mayPause || state.kind === "paused" ? "sending.cancel" : "sending.remove";
  const again = isRepeated ? "sending.anyway" : state.kind === "paused" ? "sending.goOn" : "sending.again";
  return (
    <div className="grid gap-2 rounded-soft border border-hairline bg-card px-5 py-4">
      <p className="font-medium break-words">{name}</p>
      {(state.kind === "sending" || state.kind === "waiting" || state.kind === "checking") && (
        <ProgressBar value={state.kind === "sending" ? state.fraction : 0} label={name} />
      )}
      <div role="status" className="text-soft">
        {say()}
      </div>
      {(mayAgain || mayPause || state.kind === "refused") && (
        <p className="flex flex-wrap gap-3">
          {mayAgain && (
            <Button onClick={onAgain} aria-label={`${t(again)}: ${name}`}>
              {t(again)}
            </Button>
          )}
          {mayPause && (
            <Button onClick={onPause} aria-label={`${t("sending.pause")}: ${name}`}>
              {t("sending.pause")}
            </Button>
          )}
          {onSave && <Button onClick={onSave}>{t("sending.save")}</Button>}
          {onRemove && (
            <Button kind="plain" onClick={onRemove} aria-label={`${t(remove)}: ${name}`}>
              {t(remove)}
            </Button>
          )}
        </p>
      )}
    </div>
  );

  function say() {
    switch (state.kind) {
      case "queued":
        return t("sending.queued");
      case "checking":
        return t("sending.checking");
      case "sending":
        return t("sending.progress", { percent: percent(state.fraction) });
      case "waiting":
        return t("sending.waiting");
      case "paused":
        return t("sending.paused");
      case "signed-out":
        return <span className="text-careful">{t("sending.signedOut")}</span>;
      case "elsewhere":
        return t("sending.elsewhere");
      case "failed":
        return <span className="text-careful">{t("sending.failed")}</span>;
      case "refused":
        return <span className="text-careful">{t(findUploadMessage(state.code) ?? "sending.failed")}</span>;
      case "arrived":
        return (
          <>
            <span className="text-good">{t("sending.done")}</span>{" "}
            {memory && isAtWork(memory) && describeStage(memory, t, language, clock)}
            {memory?.status === "failed" && <span className="text-careful">{t("failure.short")}</span>}{" "}
            <Link
              to={href("/memories/:memoryId", { memoryId: state.memoryId })}
              className="inline-flex min-h-11 items-center text-ink"
            >
              {memory?.status === "ready" && memory.title !== ""
                ? t("sending.openNamed", { title: memory.title })
                : t("sending.doneOpen")}
            </Link>
          </>
        );
    }
  }
}
