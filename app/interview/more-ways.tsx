import type { ChangeEvent } from "react";
import { Form } from "react-router";
import type { SessionView } from "../../core/interview/frames.ts";
import { Button, buttonClass } from "../components/button.tsx";
import { useHydrated } from "../components/local-time.tsx";
import { SwitchField } from "../device/switch-field.tsx";
import { useWords } from "../messages/use-words.ts";
import { acceptedFiles } from "../uploads/accepted-files.ts";
import { readAloud } from "./question-voice.ts";
import { useInterview } from "./store.ts";

/** What is wanted less often than the four buttons. */
export function MoreWays({ view }: { view: SessionView }) {
  const { t } = useWords();
  const conversation = useInterview((state) => state.conversation);
  const isSending = useInterview((state) => state.isSending);
  const hydrated = useHydrated();
  const isAnswering = view.phase === "answering";
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    const [file] = event.target.files ?? [];
    event.target.value = "";
    if (file) void conversation?.sendFile(file);
  };
  return (
    <div className="flex flex-wrap items-center gap-x-5">
      {view.paused ? (
        <Button onClick={() => void conversation?.control("resume")}>{t("interview.resume")}</Button>
      ) : (
        <Button
          kind="plain"
          disabled={!conversation || !isAnswering}
          onClick={() => void conversation?.control("pause")}
        >
          {t("interview.pause")}
        </Button>
      )}
      <Form method="post">
        <input type="hidden" name="intent" value="control" />
        <Button
          type="submit"
          kind="plain"
          name="control"
          value="decline"
          disabled={!view.turn}
          onClick={(event) => {
            if (!conversation) return;
            event.preventDefault();
            void conversation.control("decline");
          }}
        >
          {t("interview.decline")}
        </Button>
      </Form>
      {hydrated && isAnswering && (
        <div>
          <input
            id="answer-file"
            type="file"
            accept={acceptedFiles}
            disabled={!conversation || isSending}
            className="peer sr-only"
            onChange={take}
          />
          <label
            htmlFor="answer-file"
            className={buttonClass(
              "plain",
              "peer-focus-visible:outline-3 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent",
            )}
          >
            {t("interview.file")}
          </label>
        </div>
      )}
      {hydrated && (
        <SwitchField
          choice={readAloud}
          className="text-soft"
          onTurn={(on) => {
            if (!on) conversation?.stopVoice();
          }}
        >
          {t("interview.readAloud")}
        </SwitchField>
      )}
    </div>
  );
}
