import { type MouseEvent, useState } from "react";
import { Form } from "react-router";
import type { Control, SessionView } from "../../core/interview/frames.ts";
import { Button } from "../components/button.tsx";
import { Confirm } from "../components/confirm.tsx";
import { MicrophoneIcon } from "../components/icons.tsx";
import { useWords } from "../messages/use-words.ts";
import { shortcutsSwitch } from "../shortcuts/switch.ts";
import { useInterview } from "./store.ts";

/** The four buttons of an interview; until the microphone is open the first one opens it. */
export function AnswerButtons({ view, onBegun }: { view: SessionView; onBegun: () => void }) {
  const { t } = useWords();
  const { conversation, microphone } = useInterview();
  const [isStopping, setIsStopping] = useState(false);
  const isAnswering = view.phase === "answering";
  /** Without JavaScript the form of the button does it. */
  const press = (control: Control) => (event: MouseEvent) => {
    if (!conversation) return;
    event.preventDefault();
    void conversation.control(control);
  };
  const big = "min-h-16 w-full px-2 text-lg/tight max-sm:text-base/tight";
  return (
    <div className="sticky bottom-0 z-10 -mx-5 border-t border-hairline bg-page px-5 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
      <Form
        method="post"
        aria-label={t("interview.controls")}
        className="grid grid-cols-2 gap-3 sm:grid-cols-4"
      >
        <input type="hidden" name="intent" value="control" />
        {microphone === "on" ? (
          <Button
            kind="main"
            className={big}
            disabled={!isAnswering || view.offRecord}
            onClick={() => void conversation?.finish()}
          >
            {t("interview.finish")}
          </Button>
        ) : (
          <Button
            kind="main"
            className={big}
            disabled={!conversation || microphone === "starting"}
            onClick={() => void conversation?.begin().then(onBegun)}
          >
            <MicrophoneIcon />
            {t(microphone === "starting" ? "interview.starting" : "interview.start")}
          </Button>
        )}
        <Button
          type="submit"
          name="control"
          value="skip"
          className={big}
          disabled={!isAnswering}
          onClick={press("skip")}
        >
          {t("interview.skip")}
        </Button>
        <Button
          type="submit"
          name="control"
          value={view.offRecord ? "on-record" : "off-record"}
          className={`${big} ${view.offRecord ? "border-2 border-careful! font-semibold text-careful!" : ""}`}
          onClick={press(view.offRecord ? "on-record" : "off-record")}
        >
          {t(view.offRecord ? "interview.onRecord" : "interview.offRecord")}
        </Button>
        <Button
          type="submit"
          name="control"
          value="stop"
          className={big}
          onClick={(event) => {
            if (!conversation) return;
            event.preventDefault();
            setIsStopping(true);
          }}
        >
          {t("interview.stop")}
        </Button>
      </Form>
      {microphone === "on" && shortcutsSwitch.isOn() && (
        <p className="pt-2 text-base/snug text-soft max-lg:hidden">{t("interview.keysHint")}</p>
      )}
      {isStopping && (
        <Confirm
          title={t("interview.stopTitle")}
          text={t("interview.stopText")}
          no={t("interview.stopNo")}
          yes={
            <Button
              kind="main"
              onClick={() => {
                setIsStopping(false);
                void conversation?.control("stop");
              }}
            >
              {t("interview.stopYes")}
            </Button>
          }
          onClose={() => setIsStopping(false)}
        />
      )}
    </div>
  );
}
