import { parseWithZod } from "@conform-to/zod/v4";
import { Form, href, redirect, useNavigation } from "react-router";
import { roleAllows } from "../../core/access.ts";
import { AppError } from "../../core/errors.ts";
import { beginInterview, prepareInterview } from "../../core/interview/interviews.ts";
import { Button, ButtonLink } from "../components/button.tsx";
import { NarratorField } from "../components/narrator-field.tsx";
import { Notice } from "../components/notice.tsx";
import { QuietLink } from "../components/quiet-link.tsx";
import { AboutField } from "../interview/about-field.tsx";
import { AskedQuestion } from "../interview/asked-question.tsx";
import { BeforeYouBegin } from "../interview/before-you-begin.tsx";
import { beginFormSchema, type InterviewMessage } from "../interview/forms.ts";
import { LanguageAndPatience } from "../interview/language-and-patience.tsx";
import { OpenInterviews } from "../interview/open-interviews.tsx";
import { useWords } from "../messages/use-words.ts";
import { readId, visitAsViewer } from "../session/visit.ts";
import type { Route } from "./+types/interviews.new";

export function loader(visit: Route.LoaderArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    const familyId = readId("family", visit.params.familyId);
    const query = new URL(visit.request.url).searchParams;
    const { family, people, queued, open } = await prepareInterview(services, viewer, familyId);
    return {
      familyId,
      mayBegin: roleAllows(family.role, "editor") && !family.deleteAfter,
      people,
      queued: queued.map(({ id, text, askedBy, narrator }) => ({
        id,
        text,
        by: askedBy?.name,
        whom: narrator?.name,
      })),
      open: open.map(({ id, narrator, createdAt, turnCount }) => ({
        id,
        narrator: narrator?.name,
        createdAt,
        turnCount,
      })),
      topic: query.get("topic")?.trim().slice(0, 200) || undefined,
      narratorId: people.find(({ id }) => id === query.get("for"))?.id,
    };
  });
}

export function action(visit: Route.ActionArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    const familyId = readId("family", visit.params.familyId);
    const submission = parseWithZod(await visit.request.formData(), { schema: beginFormSchema });
    if (submission.status !== "success") {
      return { error: (submission.error?.topic?.[0] ?? "interview.refused") as InterviewMessage };
    }
    const id = services.newId();
    try {
      await beginInterview(services, viewer, familyId, id, submission.value);
    } catch (error) {
      if (!(error instanceof AppError) || error.status !== 422) throw error;
      return { error: "interview.refused" as InterviewMessage };
    }
    throw redirect(href("/interviews/:interviewId", { interviewId: id }));
  });
}

/** Who tells, what about, and what happens to what is told. */
export default function NewInterview({ loaderData, actionData }: Route.ComponentProps) {
  const { familyId, mayBegin, people, queued, open, topic, narratorId } = loaderData;
  const { t } = useWords();
  const isBusy = useNavigation().state === "submitting";
  const error = actionData?.error;
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid grid-cols-1 max-w-2xl gap-8 px-5 pt-2 pb-24">
      <title>{`${t("interview.title")} · ${t("brand")}`}</title>
      <header className="grid gap-1">
        <p>
          <QuietLink to={href("/families/:familyId", { familyId })}>{t("common.back")}</QuietLink>
        </p>
        <h1>{t("interview.title")}</h1>
        <p className="max-w-words text-soft">{t("interview.lead")}</p>
      </header>
      {mayBegin ? (
        <>
          <OpenInterviews open={open} />
          <Form method="post" className="grid grid-cols-1 gap-7">
            {error === "interview.refused" && <Notice tone="careful">{t(error)}</Notice>}
            {people.length > 0 && (
              <NarratorField
                people={people}
                id="interview-narrator"
                name="narratorId"
                label={t("interview.who")}
                defaultValue={narratorId}
              />
            )}
            <AboutField topic={topic} error={error === "interview.refused" ? undefined : error} />
            <LanguageAndPatience />
            {queued.length > 0 && (
              <section aria-labelledby="queued" className="grid gap-2">
                <h2 id="queued">{t("interview.queuedTitle")}</h2>
                <p className="text-soft">{t("interview.queuedText")}</p>
                <ul className="grid gap-3">
                  {queued.map(({ id, text, by, whom }) => (
                    <li key={id} className="border-s-2 border-accent ps-4">
                      <AskedQuestion text={text} by={by} whom={whom} />
                    </li>
                  ))}
                </ul>
              </section>
            )}
            <BeforeYouBegin />
            <Button
              type="submit"
              kind="main"
              disabled={isBusy}
              className="min-h-14 justify-self-start px-8 text-lg max-sm:w-full"
            >
              {t(isBusy ? "interview.beginning" : "interview.begin")}
            </Button>
          </Form>
        </>
      ) : (
        <section className="grid justify-items-start gap-4 rounded-soft border border-hairline bg-card p-6">
          <p>{t("interview.viewerOnly")}</p>
          <ButtonLink to={href("/families/:familyId", { familyId })}>{t("interview.toVault")}</ButtonLink>
        </section>
      )}
      <p>
        <QuietLink to={href("/families/:familyId/interviews", { familyId })}>
          {t("interview.toList")}
        </QuietLink>
      </p>
    </main>
  );
}
