import { redirect } from "react-router";
import { roleAllows } from "../../core/access.ts";
import { findNear } from "../../core/kinship.ts";
import { readPerson } from "../../core/people.ts";
import { ButtonLink } from "../components/button.tsx";
import { QuietLink } from "../components/quiet-link.tsx";
import { useWords } from "../messages/use-words.ts";
import { changePerson } from "../people/change-person.ts";
import { DeletePerson } from "../people/delete-person.tsx";
import { FamilyTree } from "../people/family-tree.tsx";
import { Kin } from "../people/kin.tsx";
import { PersonForm } from "../people/person-form.tsx";
import { PhotoField } from "../people/photo-field.tsx";
import { Portrait } from "../people/portrait.tsx";
import { Stories } from "../people/stories.tsx";
import { readId, visitAsViewer } from "../session/visit.ts";
import { formatLife } from "../words/life.ts";
import type { Route } from "./+types/person";

/** What `?edit=` may ask for. */
const edits = ["person", "delete"] as const;
/** Grandparents, grandchildren, aunts and cousins' parents: what one page can show. */
const stepsAround = 2;

export function loader(visit: Route.LoaderArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    const page = await readPerson(services, viewer, readId("person", visit.params.personId));
    const mayEdit = roleAllows(page.role, "editor");
    const asked = new URL(visit.request.url).searchParams.get("edit");
    return {
      ...page,
      familyId: page.person.familyId,
      around: findNear(page.relatives, page.person.id, stepsAround),
      mayEdit,
      edit: mayEdit ? edits.find((each) => each === asked) : undefined,
    };
  });
}

export function action(visit: Route.ActionArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    const personId = readId("person", visit.params.personId);
    const outcome = await changePerson(services, viewer, personId, await visit.request.formData());
    if (outcome.kind === "removed") throw redirect("/");
    if (outcome.kind === "done") throw redirect(`/people/${personId}`);
    return outcome;
  });
}

/** One person: who they are, what they tell, and what is told of them. */
export default function PersonPage({ loaderData, actionData: outcome }: Route.ComponentProps) {
  const { person, told, spokenOf, relatives, around, mayEdit, edit } = loaderData;
  const { t, language } = useWords();
  const { name } = person;
  const interviews = `/families/${person.familyId}/interviews`;
  const isEditing = edit === "person" || outcome?.kind === "invalid";
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid grid-cols-1 max-w-6xl gap-8 px-5 pt-2 pb-24">
      <title>{`${name} · ${t("brand")}`}</title>
      <p>
        <QuietLink to={`/families/${person.familyId}/people`}>{t("people.back")}</QuietLink>
      </p>
      <header className="flex flex-wrap items-start gap-5">
        <Portrait name={name} photoUrl={person.photoUrl} />
        <div className="grid min-w-60 flex-1 gap-2">
          <h1 dir="auto">{name}</h1>
          <p className="text-soft">{formatLife(person, t, language)}</p>
          {person.aliases && person.aliases.length > 0 && (
            <p dir="auto" className="text-soft">
              {t("people.called", { names: person.aliases.join(", ") })}
            </p>
          )}
          {mayEdit && !isEditing && (
            <div className="flex flex-wrap gap-3">
              <ButtonLink to="?edit=person" preventScrollReset>
                {t("people.edit")}
              </ButtonLink>
              <PhotoField personId={person.id} hasPhoto={person.photoUrl !== undefined} />
            </div>
          )}
          <p className="flex flex-wrap gap-x-5">
            <QuietLink to={`${interviews}?for=${person.id}#ask`}>
              {t("interview.personAsk", { name })}
            </QuietLink>
            {mayEdit && (
              <QuietLink to={`${interviews}/new?for=${person.id}`}>
                {t("interview.personInterview", { name })}
              </QuietLink>
            )}
          </p>
        </div>
      </header>
      {isEditing && <PersonForm person={person} outcome={outcome} />}
      {person.bio && (
        <p dir="auto" className="max-w-words font-serif text-lg/relaxed whitespace-pre-line">
          {person.bio}
        </p>
      )}
      <div className="grid grid-cols-1 items-start gap-10 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="grid grid-cols-1 gap-8">
          <section aria-labelledby="spoken-of" className="grid gap-3">
            <h2 id="spoken-of">{t("people.spokenOf")}</h2>
            {spokenOf.length > 0 ? (
              <Stories stories={spokenOf} />
            ) : (
              <p className="text-soft">{t("people.spokenOfNone", { name })}</p>
            )}
          </section>
          <section aria-labelledby="told" className="grid gap-3">
            <h2 id="told">{t("people.told")}</h2>
            {told.length > 0 ? (
              <Stories stories={told} />
            ) : (
              <p className="text-soft">{t("people.toldNone", { name })}</p>
            )}
          </section>
        </div>
        <Kin
          person={{ id: person.id, name, relationships: person.relationships ?? [] }}
          relatives={relatives}
          mayEdit={mayEdit}
          outcome={outcome}
        />
      </div>
      {around.length > 1 && (
        <section aria-labelledby="around" className="grid grid-cols-1 gap-3">
          <h2 id="around">{t("people.around", { name })}</h2>
          <FamilyTree people={around} here={person.id} />
        </section>
      )}
      {mayEdit && <DeletePerson id={person.id} name={name} isAsked={edit === "delete"} />}
    </main>
  );
}
