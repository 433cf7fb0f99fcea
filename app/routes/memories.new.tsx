import { useState } from "react";
import { href, useNavigate } from "react-router";
import { notFound } from "../../core/errors.ts";
import { requireOpenFamily } from "../../core/families.ts";
import { QuietLink } from "../components/quiet-link.tsx";
import { useWords } from "../messages/use-words.ts";
import { KeptOffer } from "../recorder/kept-offers.tsx";
import { Recorder } from "../recorder/recorder.tsx";
import { Review } from "../recorder/review.tsx";
import { useRecorder } from "../recorder/store.ts";
import { useKeptRecordings } from "../recorder/use-kept-recordings.ts";
import { readId, visitAsViewer } from "../session/visit.ts";
import { readAbout } from "../timeline/about-years.ts";
import { DropFiles } from "../uploads/drop-files.tsx";
import Unsent from "../uploads/unsent.tsx";
import type { Route } from "./+types/memories.new";

export function loader(visit: Route.LoaderArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    const familyId = readId("family", visit.params.familyId);
    const people = await services.people.list(viewer, familyId, { limit: 100 });
    if (!people) throw notFound("family");
    requireOpenFamily(people.family);
    return {
      viewerId: viewer.userId,
      familyId,
      people: people.items.map(({ id, name }) => ({ id, name })),
      about: readAbout(new URL(visit.request.url).searchParams.get("about")),
    };
  });
}

export default function NewMemory({
  loaderData: { viewerId, familyId, people, about },
}: Route.ComponentProps) {
  const { t } = useWords();
  const phase = useRecorder((state) => state.phase);
  const navigate = useNavigate();
  const [change, setChange] = useState(0);
  const [justKept, setJustKept] = useState<string>();
  const look = `${phase} ${change}`;
  const kept = useKeptRecordings(viewerId, familyId, look);
  const offers = kept.filter((recording) => recording.state === "open");
  const isFree = phase === "idle";
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid grid-cols-1 max-w-2xl gap-8 px-5 pt-2 pb-24">
      <title>{`${t("add.title")} · ${t("brand")}`}</title>
      <header className="grid gap-1">
        <p>
          <QuietLink to={href("/families/:familyId", { familyId })}>{t("common.back")}</QuietLink>
        </p>
        <h1>{t("add.title")}</h1>
        {about && (
          <div className="grid gap-1 pt-2">
            <p className="font-serif text-xl">{t("timeline.about", about)}</p>
            <p className="text-soft">{t("timeline.aboutHint")}</p>
            <p>
              <QuietLink
                to={`${href("/families/:familyId/interviews/new", { familyId })}?topic=${encodeURIComponent(t("timeline.about", about))}`}
              >
                {t("interview.askNext")}
              </QuietLink>
            </p>
          </div>
        )}
      </header>
      <noscript>
        <p>{t("add.needsScript")}</p>
      </noscript>
      <Unsent
        viewerId={viewerId}
        familyId={familyId}
        change={look}
        onArrived={(recordingId, memoryId) => {
          if (recordingId === justKept) void navigate(href("/memories/:memoryId", { memoryId }));
        }}
      />
      {isFree &&
        offers.map((recording) => (
          <KeptOffer key={recording.id} recording={recording} onGone={() => setChange(change + 1)} />
        ))}
      {phase === "review" ? (
        <Review people={people} onKept={(recording) => setJustKept(recording.id)} />
      ) : (
        <Recorder viewerId={viewerId} familyId={familyId} />
      )}
      {isFree && <DropFiles familyId={familyId} people={people} />}
    </main>
  );
}
