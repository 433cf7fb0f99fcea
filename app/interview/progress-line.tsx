import { useEffect, useRef } from "react";
import type { SessionView } from "../../core/interview/frames.ts";
import { useWords } from "../messages/use-words.ts";
import { formatClock } from "../words/durations.ts";
import { useInterview } from "./store.ts";

/** Where the interview is: its stage, which question this is, and how much was told. */
export function ProgressLine({ view }: { view: SessionView }) {
  const { t } = useWords();
  const conversation = useInterview((state) => state.conversation);
  const text = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    if (!conversation) return;
    const show = () => {
      if (text.current) text.current.textContent = formatClock(conversation.seconds());
    };
    const timer = setInterval(show, 500);
    return () => clearInterval(timer);
  }, [conversation]);
  return (
    <p className="flex justify-between gap-x-4 text-base text-soft">
      <span>
        {t(`interview.stage.${view.stage}`)}
        {view.turnCount > 0 && ` · ${t("interview.questionNumber", { count: view.turnCount })}`}
      </span>
      <span ref={text} role="timer" aria-label={t("interview.elapsed")} className="tabular-nums">
        {formatClock(view.seconds)}
      </span>
    </p>
  );
}
