import { lazy, Suspense, useState } from "react";
import { Form, Link, useNavigation } from "react-router";
import { Button, ButtonLink, buttonClass } from "../components/button.tsx";
import { useWords } from "../messages/use-words.ts";

const ConfirmDialog = lazy(() => import("../components/confirm-dialog.client.tsx"));

/** Deletes a story after asking: in a dialog, or on the page itself where there is no JavaScript. */
export function DeleteMemory({ title, isAsked }: { title: string; isAsked: boolean }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const busy = useNavigation().state === "submitting";
  const texts = { title: t("memory.deleteTitle", { title }), text: t("memory.deleteText") };
  const yes = (
    <Form method="post">
      <input type="hidden" name="intent" value="delete" />
      <Button type="submit" kind="main" disabled={busy}>
        {t(busy ? "memory.deleting" : "memory.deleteYes")}
      </Button>
    </Form>
  );
  if (isAsked) {
    return (
      <section id="delete" className="grid max-w-2xl gap-4 rounded-soft border border-careful bg-card p-5">
        <h2>{texts.title}</h2>
        <p>{texts.text}</p>
        <div className="flex flex-wrap gap-3">
          <ButtonLink to="?" preventScrollReset>
            {t("memory.deleteNo")}
          </ButtonLink>
          {yes}
        </div>
      </section>
    );
  }
  return (
    <>
      <Link
        to="?edit=delete#delete"
        preventScrollReset
        className={buttonClass("plain")}
        onClick={(event) => {
          event.preventDefault();
          setOpen(true);
        }}
      >
        {t("memory.delete")}
      </Link>
      {open && (
        <Suspense>
          <ConfirmDialog {...texts} no={t("memory.deleteNo")} yes={yes} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
