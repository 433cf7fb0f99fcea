import { useState } from "react";
import { href, redirect } from "react-router";
import { roleAllows } from "../../core/access.ts";
import { proposeNames } from "../../core/heard-names.ts";
import { readMemory } from "../../core/memories.ts";
import { QuietLink } from "../components/quiet-link.tsx";
import { AtWork } from "../memory/at-work.tsx";
import { changeMemory, type Outcome } from "../memory/change-memory.ts";
import { CorrectWords } from "../memory/correct-words.tsx";
import { DeleteMemory } from "../memory/delete-memory.tsx";
import { Details, DetailsForm, EditLinks } from "../memory/details.tsx";
import { DoItAgain } from "../memory/do-it-again.tsx";
import { Failed } from "../memory/failed.tsx";
import { RelatedStories } from "../memory/related-stories.tsx";
import { SameRecording } from "../memory/same-recording.tsx";
import { readStartAt } from "../memory/start-at.ts";
import { StartHere } from "../memory/start-here.tsx";
import { TitleForm } from "../memory/title.tsx";
import { TranscriptWords } from "../memory/transcript.tsx";
import { Saved } from "../memory/undo.tsx";
import { makeView } from "../memory/view.ts";
import { WhatWasTold } from "../memory/what-was-told.tsx";
import { WhereItIsKept } from "../memory/where-it-is-kept.tsx";
import { useWords } from "../messages/use-words.ts";
import { Playback } from "../player/playback.ts";
import { PlaybackProvider } from "../player/playback-context.ts";
import { Player } from "../player/player.tsx";
import { readId, visitAsViewer } from "../session/visit.ts";
import { PlaybackKeys } from "../shortcuts/playback-keys.tsx";
import { nameMemory } from "../vault/titles.ts";
import { ownWords } from "../words/own-words.ts";
import { isAtWork } from "../words/stages.ts";
import type { Route } from "./+types/memory";

/** What `?edit=` may ask for. */
const edits = ["title", "details", "words", "delete"] as const;

export function loader(visit: Route.LoaderArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    const query = new URL(visit.request.url).searchParams;
    const { memory, transcript, role, people, strangers } = await readMemory(
      services,
      viewer,
      readId("memory", visit.params.memoryId),
    );
    const mayEdit = roleAllows(role, "editor");
    const edit = mayEdit ? edits.find((each) => each === query.get("edit")) : undefined;
    return {
      familyId: memory.familyId,
      memory: makeView(memory),
      segments: transcript?.segments ?? [],
      speakers: transcript?.speakers ?? [],
      people: people.map(({ id, name }) => ({ id, name })),
      questions: mayEdit ? proposeNames(memory.people, people, strangers) : [],
      mayEdit,
      edit,
      startAt: readStartAt(query.get("t"), memory.recording.seconds),
    };
  });
}

export function action(visit: Route.ActionArgs): Promise<Outcome> {
  return visitAsViewer(visit, async (services, viewer) => {
    const memoryId = readId("memory", visit.params.memoryId);
    const outcome = await changeMemory(services, viewer, memoryId, await visit.request.formData());
    if (outcome.kind === "deleted") {
      const vault = href("/families/:familyId", { familyId: outcome.familyId });
      throw redirect(`${vault}?deleted=${memoryId}`);
    }
    return outcome;
  });
}

export default function MemoryRoute(props: Route.ComponentProps) {
  return <MemoryPage key={props.loaderData.memory.id} {...props} />;
}

function MemoryPage({ loaderData, actionData: outcome }: Route.ComponentProps) {
  const { memory, segments, speakers, people, questions, mayEdit, edit, startAt } = loaderData;
  const { t, language } = useWords();
  const { seconds, waveform } = memory.recording;
  // It plays on while the page around it changes.
  const [playback] = useState(() => new Playback(seconds, startAt));
  const atWork = isAtWork(memory);
  const title = nameMemory(memory, t, language);
  const own = ownWords(memory.title ? memory.language : language);
  const isInvalid = (intent: string) => outcome?.kind === "invalid" && outcome.intent === intent;
  const isRenaming = edit === "title" || isInvalid("rename");
  const isDetailing = edit === "details" || isInvalid("details");
  const isAboutVoices = outcome?.intent === "voice" || outcome?.intent === "voices";
  const canPlay = memory.failure?.code !== "recording.missing";
  const isFound = memory.status === "ready" || memory.claims.length > 0;
  const isChange = outcome?.intent === "rename" || outcome?.intent === "details";
  return (
    <PlaybackProvider value={playback}>
      <main
        id="main"
        tabIndex={-1}
        className="mx-auto grid grid-cols-1 max-w-6xl gap-6 px-5 pt-2 pb-10 lg:pb-24"
      >
        <title>{`${title} · ${t("brand")}`}</title>
        <p>
          <QuietLink to={href("/families/:familyId", { familyId: memory.familyId })}>
            {t("common.back")}
          </QuietLink>
        </p>
        <header className="grid gap-2">
          <h1 className={isRenaming ? "sr-only" : ""} {...own}>
            {title}
          </h1>
          {isRenaming && <TitleForm memory={memory} outcome={outcome} />}
          {isDetailing ? (
            <DetailsForm memory={memory} people={people} outcome={outcome} />
          ) : (
            <Details memory={memory} />
          )}
          {mayEdit && !isRenaming && !isDetailing && <EditLinks />}
          {isChange && <Saved outcome={outcome} version={memory.version} />}
        </header>
        {memory.sameAs && <SameRecording sameAs={memory.sameAs} mayEdit={mayEdit} />}
        {atWork && <AtWork memory={memory} />}
        {memory.status === "failed" && (
          <Failed failure={memory.failure} mayEdit={mayEdit} hasWords={segments.length > 0} />
        )}
        <div className="grid items-start gap-10 lg:grid-cols-[minmax(0,1fr)_24rem]">
          <div className="grid grid-cols-1 gap-8">
            {canPlay && (
              <div
                data-docked
                className="fixed inset-x-0 bottom-0 z-10 border-t border-hairline bg-card px-5 pt-3 pb-[max(0.75rem,env(safe-area-inset-bottom))] lg:sticky lg:top-3 lg:bottom-auto lg:rounded-soft lg:border lg:p-5"
              >
                <PlaybackKeys playback={playback} />
                {startAt > 0 && <StartHere startAt={startAt} />}
                <Player src={`/api/v1/memories/${memory.id}/audio`} bars={waveform} playback={playback} />
              </div>
            )}
            {memory.story && (
              <section aria-labelledby="story" className="grid gap-4">
                <h2 id="story">{t("memory.story")}</h2>
                <p className="max-w-words font-serif text-lg/relaxed whitespace-pre-line" {...own}>
                  {memory.story}
                </p>
              </section>
            )}
            {edit === "words" || isInvalid("correct") || isAboutVoices ? (
              <CorrectWords
                memoryId={memory.id}
                version={memory.version}
                segments={segments}
                speakers={speakers}
                people={people}
                language={memory.language}
                outcome={outcome}
              />
            ) : (
              segments.length > 0 && (
                <TranscriptWords
                  segments={segments}
                  people={people}
                  language={memory.language}
                  mayEdit={mayEdit}
                  startAt={startAt}
                />
              )
            )}
          </div>
          {isFound && <WhatWasTold memory={memory} questions={questions} />}
        </div>
        {memory.status === "ready" && <RelatedStories memoryId={memory.id} />}
        <div className="grid gap-3">
          <WhereItIsKept memory={memory} />
          {mayEdit && !atWork && canPlay && <DoItAgain hasWords={segments.length > 0} outcome={outcome} />}
        </div>
        {mayEdit && (
          <div className="justify-self-start">
            <DeleteMemory title={title} isAsked={edit === "delete"} />
          </div>
        )}
      </main>
    </PlaybackProvider>
  );
}
