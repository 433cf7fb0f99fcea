import type { SessionView } from "../../core/interview/frames.ts";
import { Button } from "../components/button.tsx";
import { useWords } from "../messages/use-words.ts";
import { LevelLine } from "../recorder/level-line.tsx";
import { ownWords } from "../words/own-words.ts";
import { type ConversationState, useInterview } from "./store.ts";

/** Letters of the answer that are shown: what was said last is what somebody looks for. */
const shownLetters = 280;

/** What happens at this moment, as a message of the catalogue. */
function findMoment(
  view: SessionView,
  { microphone, voice, isListening, isQuiet, isSending }: ConversationState,
) {
  if (isSending) return "interview.sending";
  if (view.phase === "asking") return "interview.asking";
  if (view.phase === "hearing") return "interview.hearing";
  if (view.paused) return "interview.paused";
  if (voice === "reading") return "interview.reading";
  if (microphone === "starting") return "interview.starting";
  if (isListening) return isQuiet ? "interview.quiet" : "interview.listening";
  return microphone === "on" ? "interview.asking" : "interview.ready";
}

/** What happens now, how loud somebody is heard, and the words that were understood so far. */
export function HeardSoFar({ view, language }: { view: SessionView; language: string }) {
  const { t } = useWords();
  const state = useInterview();
  const { partial, isListening, analyser, voice, conversation } = state;
  const tail =
    partial.length > shownLetters ? `… ${partial.slice(-shownLetters).replace(/^\S+\s/, "")}` : partial;
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <p role="status" className="font-serif text-xl">
          {t(findMoment(view, state))}
        </p>
        {voice === "reading" && (
          <Button onClick={() => conversation?.stopVoice()}>{t("interview.stopReading")}</Button>
        )}
        {voice === "blocked" && (
          <Button onClick={() => conversation?.readQuestion()}>{t("interview.readQuestion")}</Button>
        )}
      </div>
      {isListening && analyser && <LevelLine analyser={analyser} mindsQuiet={false} />}
      {tail && (
        <section aria-label={t("interview.heard")}>
          {/* It changes with every word: read aloud it would drown the one who speaks. */}
          <p aria-live="off" className="max-w-words text-lg text-soft wrap-anywhere" {...ownWords(language)}>
            {tail}
          </p>
        </section>
      )}
    </div>
  );
}
