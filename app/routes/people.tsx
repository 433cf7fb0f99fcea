import { parseWithZod } from "@conform-to/zod/v4";
import { Form, redirect, useNavigation } from "react-router";
import { roleAllows } from "../../core/access.ts";
import { listOpenNames } from "../../core/names.ts";
import { addPerson } from "../../core/people.ts";
import { Button } from "../components/button.tsx";
import { TextField } from "../components/field.tsx";
import { useWords } from "../messages/use-words.ts";
import { Answered } from "../people/answered.tsx";
import { changeNames, isAboutNames } from "../people/change-names.ts";
import { FamilyTree } from "../people/family-tree.tsx";
import { addPersonSchema, type PeopleMessage } from "../people/forms.ts";
import { OpenNameCard } from "../people/open-name.tsx";
import { readId, visitAsViewer } from "../session/visit.ts";
import type { Route } from "./+types/people";

export function loader(visit: Route.LoaderArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    const familyId = readId("family", visit.params.familyId);
    const { family, names, relatives } = await listOpenNames(services, viewer, familyId);
    return {
      family: { id: family.id, name: family.name },
      mayEdit: roleAllows(family.role, "editor"),
      names,
      relatives,
    };
  });
}

export function action(visit: Route.ActionArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    const familyId = readId("family", visit.params.familyId);
    const form = await visit.request.formData();
    if (isAboutNames(form)) return { names: await changeNames(services, viewer, familyId, form) };
    const submission = parseWithZod(form, { schema: addPersonSchema });
    if (submission.status !== "success") return { error: submission.error?.name?.[0] as PeopleMessage };
    const { id } = await addPerson(services, viewer, familyId, services.newId(), submission.value);
    throw redirect(`/people/${id}`);
  });
}

/** The people of a family: how they belong together, and the names that are nobody yet. */
export default function People({ loaderData, actionData }: Route.ComponentProps) {
  const { family, mayEdit, names, relatives } = loaderData;
  const { t } = useWords();
  const error = actionData && "error" in actionData ? actionData.error : undefined;
  const outcome = actionData && "names" in actionData ? actionData.names : undefined;
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid grid-cols-1 max-w-6xl gap-8 px-5 pt-6 pb-24">
      <title>{`${t("people.title")} · ${t("brand")}`}</title>
      <header className="grid gap-1">
        <h1>{t("people.title")}</h1>
        <p dir="auto" className="text-soft">
          {family.name}
        </p>
      </header>
      <Answered outcome={outcome} action={`/families/${family.id}/people`} />
      {relatives.length > 0 ? (
        <section aria-labelledby="tree" className="grid grid-cols-1 gap-3">
          <h2 id="tree">{t("people.tree")}</h2>
          <FamilyTree people={relatives} />
        </section>
      ) : (
        <p className="max-w-words">{t(mayEdit ? "people.empty" : "people.emptyViewer")}</p>
      )}
      {mayEdit && <AddPerson error={error} />}
      {names.length > 0 && (
        <section aria-labelledby="questions" className="grid gap-4">
          <h2 id="questions">{t("people.questions")}</h2>
          <p className="max-w-words text-soft">{t("people.questionsText")}</p>
          <ul className="grid gap-5 lg:grid-cols-2">
            {names.map((open) => (
              <OpenNameCard key={open.key} open={open} people={relatives} mayEdit={mayEdit} />
            ))}
          </ul>
        </section>
      )}
    </main>
  );
}

function AddPerson({ error }: { error: PeopleMessage | undefined }) {
  const { t } = useWords();
  const busy = useNavigation().state === "submitting";
  return (
    <section aria-labelledby="add" className="grid gap-3">
      <h2 id="add">{t("people.add")}</h2>
      <Form method="post" className="grid max-w-md justify-items-start gap-4">
        <div className="w-full">
          <TextField
            id="name"
            name="name"
            label={t("people.name")}
            hint={t("people.addHint")}
            error={error && t(error)}
            maxLength={120}
            autoComplete="off"
            dir="auto"
            required
          />
        </div>
        <Button type="submit" disabled={busy}>
          {t("people.add")}
        </Button>
      </Form>
    </section>
  );
}
