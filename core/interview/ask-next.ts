import { VendorError } from "../errors.ts";
import type { Services } from "../ports.ts";
import type { Briefing, QuestionAim, QuestionDraft } from "./asking.ts";
import { chooseBankQuestion } from "./bank.ts";
import { briefInterviewer } from "./brief.ts";
import {
  checkQuestion,
  isGrounded,
  keepAcknowledgement,
  lastAnswer,
  listAsked,
  touchesDeclined,
} from "./guard.ts";
import type { InterviewLanguage, Question } from "./interview.ts";
import { asksTheSame } from "./question-likeness.ts";
import { findShared, readContent, readSubject } from "./question-words.ts";
import { findQueued } from "./relative-questions.ts";
import type { Session } from "./session.ts";
import { askAbout } from "./topic-question.ts";

/** Later than this the bank asks: somebody is waiting. Milliseconds, for all that is proposed for one turn. */
const patienceMs = 6000;
/** How often an interviewer may propose something for one turn. */
const mostDrafts = 2;
/** Questions of earlier times in one session: they come first, but not all. */
const mostLeftOpen = 3;
/** What is kept for the next time. */
const mostForNextTime = 10;

const closingQuestions: Record<InterviewLanguage, string> = {
  en: "Before we stop for today, what else would you like to tell?",
  es: "Antes de terminar por hoy, ¿qué más te gustaría contar?",
};
const askedBefore: Record<InterviewLanguage, string> = {
  en: "You may have spoken of this before; perhaps something has come to mind since.",
  es: "Puede que ya hayas hablado de esto; quizás algo te ha vuelto a la mente desde entonces.",
};

/**
 * The next question. At a new topic what the family left to be asked comes before all, and the first question is always one
 * of our own. Else the interviewer proposes, twice where the guard turns its first down, and for up to six seconds in all;
 * where nothing can be asked of what it proposes, or it fails, the bank asks at once.
 */
export async function askNext(
  services: Pick<Services, "interviewer" | "log" | "requestId" | "newId">,
  session: Session,
  aim: QuestionAim | "closing",
  signal?: AbortSignal,
): Promise<Question> {
  const { newId } = services;
  if (aim === "closing") return { id: newId(), text: closingQuestions[session.language], origin: "closing" };
  const asked = briefInterviewer(session, aim);
  // "Yes, well." names nothing that a question could take up: our own are the easiest.
  const isNothingNamed = readContent(lastAnswer(asked)).length === 0;
  const isNewTopic = aim === "new-topic" || isNothingNamed;
  const briefing: Briefing = isNewTopic ? { ...asked, aim: "new-topic" } : asked;
  const own = isNewTopic ? askNewTopic(session, briefing, newId) : undefined;
  const isFirst = session.turns.length === 0;
  if (own && (isFirst || aim !== "new-topic" || !isOfTheBank(own))) return own;
  const draft = await seekProposal(services, session.id, briefing, signal);
  if (!draft) return own ?? askBank(session.id, briefing, newId);
  const acknowledgement = keepAcknowledgement(draft.acknowledgement, briefing);
  // What it names may have been told earlier than in the last answer.
  const goesOn = !isNewTopic && isGrounded(draft, lastAnswer(asked));
  return {
    id: newId(),
    text: draft.question.trim(),
    ...(acknowledgement ? { acknowledgement } : {}),
    ...(goesOn ? { origin: "follow-up", detail: draft.detail } : { origin: "left-open" }),
    chapter: draft.chapter,
  };
}

function isOfTheBank({ origin, sourceId }: Question): boolean {
  return origin === "bank" && sourceId !== undefined;
}

/** Questions for the next time: what was not answered here, then what earlier times left open and nobody asked. */
export function leftOpen(session: Pick<Session, "turns" | "ledger" | "declined">): string[] {
  const { turns, ledger } = session;
  const unanswered = turns.filter(
    ({ question: { origin }, outcome }) =>
      (outcome === "open" || outcome === "skipped") && origin !== "closing" && origin !== "relative",
  );
  const asked = turns.map(({ question }) => question.text);
  const notAsked = ledger.open.filter((text) => !asked.some((other) => asksTheSame(text, other)));
  const declined = [
    ...ledger.declined,
    ...session.declined,
    ...turns.flatMap(({ question, outcome }) => (outcome === "declined" ? [question.text] : [])),
  ];
  return [...new Set([...unanswered.map(({ question }) => question.text), ...notAsked])]
    .filter((text) => !touchesDeclined(text, declined))
    .slice(0, mostForNextTime);
}

/**
 * A question that needs no vendor: what relatives asked, what was left open, what the interview shall be about, our own
 * opening questions. Where somebody chose a topic, only what is left open of that topic comes before it.
 */
function askNewTopic(session: Session, briefing: Briefing, newId: () => string): Question {
  const { turns, topic } = session;
  const askedIds = new Set(turns.flatMap(({ question }) => question.sourceId ?? []));
  const queued = findQueued(briefing, askedIds);
  if (queued) {
    const { id: sourceId, text, askedBy, acknowledgement } = queued;
    return {
      id: newId(),
      text,
      origin: "relative",
      sourceId,
      ...(acknowledgement ? { acknowledgement } : {}),
      ...(askedBy ? { askedBy } : {}),
    };
  }
  const isTopicDue = topic !== undefined && !turns.some(({ question }) => question.origin !== "relative");
  const open = findOpenQuestion(session, briefing, isTopicDue ? topic : undefined);
  if (open) return { id: newId(), text: open, origin: "left-open" };
  const about = isTopicDue ? askAbout(topic, session.language) : undefined;
  if (about && mayAsk(about, briefing)) {
    return {
      id: newId(),
      text: about,
      origin: "bank",
      ...(session.chapter ? { chapter: session.chapter } : {}),
    };
  }
  return askBank(session.id, briefing, newId);
}

/** One of the questions that earlier times left open; where a topic is given, one that is about it. */
function findOpenQuestion(
  { turns }: Session,
  briefing: Briefing,
  topic: string | undefined,
): string | undefined {
  const asked = turns.filter(({ question }) => briefing.ledger.open.includes(question.text));
  if (asked.length >= mostLeftOpen) return undefined;
  const about = topic === undefined ? undefined : readSubject(topic);
  return briefing.ledger.open.find(
    (text) => (!about || findShared(about, readSubject(text)).length > 0) && mayAsk(text, briefing),
  );
}

/** Whether a question that wasn't proposed for this turn may be asked. It may well go on with a story that was told. */
function mayAsk(question: string, briefing: Briefing): boolean {
  const draft: QuestionDraft = { acknowledgement: "", question, detail: "", chapter: "early-life" };
  return checkQuestion(draft, { ...briefing, ledger: { ...briefing.ledger, told: [] } }).length === 0;
}

function askBank(seed: string, briefing: Briefing, newId: () => string): Question {
  const { language } = briefing;
  const { id: sourceId, chapter, [language]: text } = chooseBankQuestion(briefing, seed);
  const again = listAsked(briefing).some((asked) => asksTheSame(text, asked));
  return {
    id: newId(),
    text,
    ...(again ? { acknowledgement: askedBefore[language] } : {}),
    origin: "bank",
    chapter,
    sourceId,
  };
}

/** A proposal that the guard lets pass; undefined: there is none in time. */
async function seekProposal(
  { interviewer, log, requestId }: Pick<Services, "interviewer" | "log" | "requestId">,
  interviewId: string,
  briefing: Briefing,
  signal: AbortSignal | undefined,
): Promise<QuestionDraft | undefined> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new Error("the interviewer took too long")), patienceMs);
  const stop = signal ? AbortSignal.any([signal, late.signal]) : late.signal;
  let rejected = briefing.rejected;
  try {
    for (let attempt = 1; attempt <= mostDrafts; attempt += 1) {
      const proposed = interviewer.propose({ ...briefing, rejected }, { requestId, signal: stop });
      const draft = await beforeStop(proposed, stop);
      const problems = checkQuestion({ ...draft, acknowledgement: "" }, briefing);
      if (problems.length === 0) return draft;
      log("interview.question_rejected", { interviewId, attempt, problems: problems.join(" ") });
      rejected = [...rejected, { question: draft.question, problems }];
    }
  } catch (error) {
    if (signal?.aborted) return undefined;
    const isVendors = error instanceof VendorError || late.signal.aborted;
    const code =
      error instanceof VendorError ? error.code : isVendors ? "interview.late" : "interview.unexpected";
    log("interview.interviewer_failed", { interviewId, code }, isVendors ? "warn" : "error");
  } finally {
    clearTimeout(timer);
  }
  return undefined;
}

/** An interviewer that doesn't hear the signal is not waited for either. */
async function beforeStop<Value>(proposed: Promise<Value>, stop: AbortSignal): Promise<Value> {
  stop.throwIfAborted();
  const stopped = Promise.withResolvers<never>();
  const reject = () => stopped.reject(stop.reason);
  stop.addEventListener("abort", reject, { once: true });
  try {
    return await Promise.race([proposed, stopped.promise]);
  } finally {
    stop.removeEventListener("abort", reject);
    // Whoever lost the race may still fail; nobody listens any more.
    proposed.catch(() => undefined);
  }
}
