import { lazy, Suspense, useState } from "react";
import { Link, useNavigation } from "react-router";
import { Button, ButtonLink, buttonClass } from "../components/button.tsx";
import { useWords } from "../messages/use-words.ts";
import { DecisionForm } from "./decision-form.tsx";

const ConfirmDialog = lazy(() => import("../components/confirm-dialog.client.tsx"));

/** Deletes a story for good after asking: in a dialog, or on the page itself where there is no JavaScript. */
export function EraseMemory({
  familyId,
  memoryId,
  title,
  isAsked,
}: {
  familyId: string;
  memoryId: string;
  title: string;
  isAsked: boolean;
}) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const busy = useNavigation().state === "submitting";
  const texts = { title: t("deleting.eraseTitle", { title }), text: t("deleting.eraseText") };
  const yes = (
    <DecisionForm familyId={familyId} memoryId={memoryId} intent="erase">
      <Button type="submit" kind="main" disabled={busy}>
        {t("deleting.eraseYes")}
      </Button>
    </DecisionForm>
  );
  if (isAsked) {
    return (
      <section id="erase" className="grid w-full gap-4 rounded-soft border border-careful p-5">
        <h3>{texts.title}</h3>
        <p>{texts.text}</p>
        <div className="flex flex-wrap gap-3">
          <ButtonLink to="?" preventScrollReset>
            {t("deleting.eraseNo")}
          </ButtonLink>
          {yes}
        </div>
      </section>
    );
  }
  return (
    <>
      <Link
        to={`?erase=${memoryId}#erase`}
        preventScrollReset
        className={buttonClass("plain")}
        aria-label={`${t("deleting.erase")}: ${title}`}
        onClick={(event) => {
          event.preventDefault();
          setOpen(true);
        }}
      >
        {t("deleting.erase")}
      </Link>
      {open && (
        <Suspense>
          <ConfirmDialog {...texts} no={t("deleting.eraseNo")} yes={yes} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
