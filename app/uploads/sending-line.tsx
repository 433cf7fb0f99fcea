import { href, Link } from "react-router";
import { Button } from "../components/button.tsx";
import { ProgressBar } from "../components/progress-bar.tsx";
import { useWords } from "../messages/use-words.ts";
import { findUploadMessage } from "../words/refusals.ts";
import type { SendingState } from "./send-until-arrived.ts";

interface SendingLineProps {
  name: string;
  state: SendingState;
  onAgain: () => void;
  onRemove?: () => void;
  /** Given where this is the only copy: lets it be saved as a file. */
  onSave?: () => void;
}

/** One recording on its way: its name, how far it is, and what to do when it could not be sent. */
export function SendingLine({ name, state, onAgain, onRemove, onSave }: SendingLineProps) {
  const { t, language } = useWords();
  const percent = (fraction: number) => fraction.toLocaleString(language, { style: "percent" });
  const mayAgain = state.kind === "failed" || state.kind === "signed-out" || state.kind === "elsewhere";
  return (
    <div className="grid gap-2 rounded-soft border border-hairline bg-card px-5 py-4">
      <p className="font-medium break-words">{name}</p>
      {(state.kind === "sending" || state.kind === "waiting" || state.kind === "checking") && (
        <ProgressBar value={state.kind === "sending" ? state.fraction : 0} label={name} />
      )}
      <div role="status" className="text-soft">
        {say()}
      </div>
      {(mayAgain || state.kind === "refused") && (
        <p className="flex flex-wrap gap-3">
          {mayAgain && <Button onClick={onAgain}>{t("sending.again")}</Button>}
          {onSave && <Button onClick={onSave}>{t("sending.save")}</Button>}
          {onRemove && (
            <Button kind="plain" onClick={onRemove}>
              {t("sending.remove")}
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
            <Link
              to={href("/memories/:memoryId", { memoryId: state.memoryId })}
              className="inline-flex min-h-11 items-center text-ink"
            >
              {t("sending.doneOpen")}
            </Link>
          </>
        );
    }
  }
}
