import { Button } from "../components/button.tsx";
import { Notice } from "../components/notice.tsx";
import { useWords } from "../messages/use-words.ts";
import { useInterview } from "./store.ts";

/** From so many failures on the line is called gone, and another way is offered. */
const goneTries = 3;
/** So many frames that wait are worth a word: about five seconds. */
const manyFrames = 20;

/** Says where the line is when it isn't just there. */
export function LineNotice() {
  const { t } = useWords();
  const line = useInterview((state) => state.line);
  const tries = useInterview((state) => state.tries);
  const waiting = useInterview((state) => state.waiting);
  const isSending = useInterview((state) => state.isSending);
  const conversation = useInterview((state) => state.conversation);
  if (line === "taken-over") {
    return (
      <section className="grid justify-items-start gap-3 rounded-soft border border-careful bg-card p-5">
        <p role="status" className="font-serif text-xl">
          {t("interview.line.takenOver")}
        </p>
        <p>{t("interview.line.takenOverText")}</p>
        <Button kind="main" onClick={() => conversation?.goOnHere()}>
          {t("interview.line.goOnHere")}
        </Button>
      </section>
    );
  }
  if (line === "waiting" || (line === "connecting" && tries > 0)) {
    const isGone = tries >= goneTries;
    return (
      <Notice tone="careful" className="grid justify-items-start gap-3">
        <p>{t(isGone ? "interview.line.gone" : "interview.line.waiting")}</p>
        {isGone && waiting > 0 && (
          <Button disabled={isSending} onClick={() => void conversation?.sendWaiting()}>
            {t("interview.line.sendNow")}
          </Button>
        )}
      </Notice>
    );
  }
  if (waiting > manyFrames) return <Notice>{t("interview.line.catchingUp")}</Notice>;
  return null;
}
