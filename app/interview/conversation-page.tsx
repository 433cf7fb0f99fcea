import { useEffect, useRef, useState } from "react";
import { useRevalidator } from "react-router";
import type { SessionView } from "../../core/interview/frames.ts";
import { Notice } from "../components/notice.tsx";
import { useWords } from "../messages/use-words.ts";
import { ownWords } from "../words/own-words.ts";
import { AnswerButtons } from "./answer-buttons.tsx";
import { HeardSoFar } from "./heard-so-far.tsx";
import { LineNotice } from "./line-notice.tsx";
import { MoreWays } from "./more-ways.tsx";
import { OffTheRecord } from "./off-the-record.tsx";
import { ProgressLine } from "./progress-line.tsx";
import { useInterview } from "./store.ts";
import { findTroubleMessage } from "./trouble.ts";
import { useInterviewKeys } from "./use-interview-keys.ts";
import { WriteAnswer } from "./write-answer.tsx";

interface OpenInterview {
  id: string;
  language: string;
}

/** Letters from which on what stands before a question is long. */
const longWords = 140;

/** The interview while it goes on: one question, what is heard of the answer, and four buttons. */
export function ConversationPage({ interview, first }: { interview: OpenInterview; first: SessionView }) {
  const { t } = useWords();
  const { revalidate } = useRevalidator();
  const told = useInterview((state) => state.view);
  const trouble = useInterview((state) => state.trouble);
  const line = useInterview((state) => state.line);
  const isListening = useInterview((state) => state.isListening);
  const [isWriting, setIsWriting] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const view = told ?? first;
  const { turn, phase } = view;
  const isEnding = phase === "closing" || phase === "closed";
  useOpenConversation(interview.id, first);
  useInterviewKeys();
  useEffect(() => {
    if (phase === "closed") void revalidate();
  }, [phase, revalidate]);

  if (isEnding) {
    return (
      <main id="main" tabIndex={-1} className="mx-auto grid max-w-3xl content-center gap-4 px-5 py-24">
        <h1>{t("interview.closingTitle")}</h1>
        <p role="status" className="text-lg">
          {t("interview.closingText")}
        </p>
      </main>
    );
  }
  // What is said at the beginning is long: it leaves the first place to the question, and goes once somebody tells.
  const isLong = (turn?.question.acknowledgement?.length ?? 0) > longWords;
  const isElsewhere = line === "taken-over";
  return (
    <main
      id="main"
      tabIndex={-1}
      className="mx-auto flex min-h-[calc(100dvh-7rem)] max-w-4xl flex-col gap-5 px-5 pt-3"
    >
      <ProgressLine view={view} />
      <div className="grid grow grid-cols-1 content-center gap-5 py-2">
        <div aria-live="polite" className="contents">
          {turn?.question.acknowledgement && (
            <p
              className={`max-w-words text-soft ${isLong && isListening ? "sr-only" : ""}`}
              {...ownWords(interview.language)}
            >
              {turn.question.acknowledgement}
            </p>
          )}
          {turn?.question.askedBy && (
            <p className="font-medium text-good">{t("interview.askedBy", { name: turn.question.askedBy })}</p>
          )}
          <h1
            ref={heading}
            tabIndex={-1}
            className={`bg-page py-1 text-[clamp(1.78rem,1.4rem+1.7vw,2.44rem)]/tight text-balance outline-none wrap-anywhere [@media(min-height:38rem)]:sticky [@media(min-height:38rem)]:top-0 ${isLong ? "order-first" : ""}`}
            {...ownWords(interview.language)}
          >
            {turn?.question.text ?? t("interview.asking")}
          </h1>
        </div>
        {view.offRecord && <OffTheRecord />}
        <LineNotice />
        {trouble && <Notice tone="careful">{t(findTroubleMessage(trouble))}</Notice>}
        {!isElsewhere && !view.offRecord && <HeardSoFar view={view} language={interview.language} />}
        {turn && phase === "answering" && !isElsewhere && !view.offRecord && (
          <WriteAnswer
            key={turn.id}
            turnId={turn.id}
            isOpen={isWriting || trouble === "denied" || trouble === "missing"}
            onToggle={setIsWriting}
          />
        )}
        <noscript>
          <p>{t("interview.needsScript")}</p>
        </noscript>
      </div>
      {!isElsewhere && (
        <>
          <MoreWays view={view} />
          <AnswerButtons view={view} onBegun={() => heading.current?.focus()} />
        </>
      )}
    </main>
  );
}

/** Holds this page's end of the interview open while the page is there. */
function useOpenConversation(interviewId: string, first: SessionView) {
  const begun = useRef(first);
  useEffect(() => {
    let isGone = false;
    const opening = import("./conversation.client.ts").then(({ openConversation }) =>
      openConversation(interviewId, begun.current),
    );
    void opening.then((conversation) => {
      if (isGone) conversation.close();
      else useInterview.setState({ conversation });
    });
    return () => {
      isGone = true;
      useInterview.getState().conversation?.close();
    };
  }, [interviewId]);
}
