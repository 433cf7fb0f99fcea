import { Form, Link, useNavigation } from "react-router";
import { Button, ButtonLink, buttonClass } from "../components/button.tsx";
import { useWords } from "../messages/use-words.ts";

/** Takes somebody off the list after asking, on the page itself. */
export function DeletePerson({ id, name, isAsked }: { id: string; name: string; isAsked: boolean }) {
  const { t } = useWords();
  const busy = useNavigation().state === "submitting";
  if (!isAsked) {
    return (
      <Link
        to="?edit=delete#delete"
        preventScrollReset
        className={buttonClass("plain", "justify-self-start")}
      >
        {t("people.delete")}
      </Link>
    );
  }
  return (
    <section id="delete" className="grid max-w-2xl gap-4 rounded-soft border border-careful bg-card p-5">
      <h2>{t("people.deleteTitle", { name })}</h2>
      <p>{t("people.deleteText")}</p>
      <div className="flex flex-wrap gap-3">
        <ButtonLink to="?" preventScrollReset>
          {t("people.deleteNo")}
        </ButtonLink>
        <Form method="post" action={`/people/${id}`}>
          <input type="hidden" name="intent" value="delete" />
          <Button type="submit" kind="main" disabled={busy}>
            {t("people.deleteYes")}
          </Button>
        </Form>
      </div>
    </section>
  );
}
