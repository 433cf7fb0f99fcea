import { useEffect, useRef } from "react";
import { useBlocker } from "react-router";
import { Button } from "../components/button.tsx";
import { Confirm } from "../components/confirm.tsx";
import { MicrophoneIcon, PauseIcon } from "../components/icons.tsx";
import { useHydrated } from "../components/local-time.tsx";
import { Notice } from "../components/notice.tsx";
import { useWords } from "../messages/use-words.ts";
import { formatClock } from "../words/durations.ts";
import { countSeconds } from "./kept-recordings.ts";
import { LevelLine } from "./level-line.tsx";
import { loadAhead } from "./load-ahead.ts";
import { type Trouble, useRecorder } from "./store.ts";

const troubleMessages = {
  denied: "recorder.denied",
  missing: "recorder.missing",
  busy: "recorder.busy",
  unsupported: "recorder.unsupported",
  interrupted: "recorder.interrupted",
  full: "recorder.full",
  broken: "recorder.broken",
} as const satisfies Record<Trouble, string>;

/** One round button that records, the time, and a line that moves with the voice. */
export function Recorder({ viewerId, familyId }: { viewerId: string; familyId: string }) {
  const { t } = useWords();
  const hydrated = useHydrated();
  const { phase, recording, trouble, analyser, start, pause, resume, finish } = useRecorder();
  const isTelling = phase === "recording" || phase === "paused";
  useEffect(() => {
    if (isTelling) loadAhead();
  }, [isTelling]);
  const press = () => {
    if (phase === "recording") pause();
    else if (phase === "paused") void resume();
    else void start({ viewerId, familyId });
  };
  const label = {
    idle: t("recorder.start"),
    starting: t("recorder.starting"),
    recording: t("recorder.pause"),
    paused: t("recorder.resume"),
    finishing: t("recorder.preparing"),
    review: t("recorder.start"),
  }[phase];
  const kept = recording ? countSeconds(recording) : 0;
  return (
    <section
      aria-labelledby="record"
      className="grid justify-items-center gap-4 rounded-soft border border-hairline bg-card px-5 py-8 text-center"
    >
      <h2 id="record" className={isTelling ? "sr-only" : ""}>
        {t("add.record")}
      </h2>
      {!isTelling && <p className="max-w-md text-soft">{t("add.recordHint")}</p>}
      {isTelling && <ElapsedTime />}
      <p role="status" className={isTelling || phase === "finishing" ? "font-serif text-xl" : "sr-only"}>
        {phase === "recording" && t("recorder.recording")}
        {phase === "paused" && t("recorder.paused")}
        {phase === "finishing" && t("recorder.preparing")}
      </p>
      {phase === "recording" && analyser && <LevelLine analyser={analyser} />}
      {phase !== "finishing" && (
        <button
          type="button"
          onClick={press}
          disabled={!hydrated || phase === "starting"}
          className="grid size-40 place-items-center content-center gap-1 rounded-full bg-accent px-4 text-on-accent disabled:opacity-60"
        >
          {phase === "recording" ? <PauseIcon className="size-12" /> : <MicrophoneIcon className="size-12" />}
          <span className="text-base/tight font-medium">{label}</span>
        </button>
      )}
      {isTelling && (
        <>
          <Button onClick={() => void finish()} className="min-w-44 text-lg">
            {t("recorder.finish")}
          </Button>
          {kept > 0 && (
            <p className="text-good tabular-nums">{t("recorder.keptUpTo", { time: formatClock(kept) })}</p>
          )}
        </>
      )}
      {trouble && (
        <Notice tone="careful" className="max-w-lg text-start">
          {t(troubleMessages[trouble])}
        </Notice>
      )}
      <LeaveGuard isTelling={isTelling} />
    </section>
  );
}

function ElapsedTime() {
  const { t } = useWords();
  const text = useRef<HTMLParagraphElement>(null);
  const seconds = useRecorder((state) => state.seconds);
  useEffect(() => {
    const show = () => {
      if (text.current) text.current.textContent = formatClock(seconds());
    };
    show();
    const timer = setInterval(show, 250);
    return () => clearInterval(timer);
  }, [seconds]);
  return (
    <p
      ref={text}
      role="timer"
      aria-label={t("recorder.elapsed")}
      className="font-serif text-[2.75rem]/none font-semibold tabular-nums"
    />
  );
}

/** Asks before a running recording is left behind. What was told stays on this device either way. */
function LeaveGuard({ isTelling }: { isTelling: boolean }) {
  const { t } = useWords();
  const leave = useRecorder((state) => state.leave);
  const blocker = useBlocker(isTelling);

  useEffect(() => {
    if (!isTelling) return;
    const guard = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", guard);
    return () => removeEventListener("beforeunload", guard);
  }, [isTelling]);

  if (blocker.state !== "blocked") return null;
  return (
    <Confirm
      title={t("recorder.leaveTitle")}
      text={t("recorder.leaveText")}
      no={t("recorder.leaveNo")}
      yes={
        <Button
          kind="main"
          onClick={async () => {
            await leave();
            blocker.proceed();
          }}
        >
          {t("recorder.leaveYes")}
        </Button>
      }
      onClose={() => blocker.reset()}
    />
  );
}
