import { parseWithZod } from "@conform-to/zod/v4";
import { Form, href, Link, redirect, useNavigation } from "react-router";
import { z } from "zod";
import { Button } from "../components/button.tsx";
import { TextField } from "../components/field.tsx";
import { useWords } from "../messages/use-words.ts";
import { visitAsViewer } from "../session/visit.ts";
import type { Route } from "./+types/families";

type NameMessage = "families.nameMissing" | "families.nameTooLong";
const say = (message: NameMessage) => message;

const nameSchema = z.object({
  name: z
    .string({ error: say("families.nameMissing") })
    .trim()
    .min(1, say("families.nameMissing"))
    .max(120, say("families.nameTooLong")),
});

export function loader(visit: Route.LoaderArgs) {
  return visitAsViewer(visit, async (services, viewer) => ({
    families: (await services.families.list(viewer)).map(({ id, name, role }) => ({ id, name, role })),
  }));
}

export function action(visit: Route.ActionArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    const submission = parseWithZod(await visit.request.formData(), { schema: nameSchema });
    if (submission.status !== "success") return submission.reply();
    const family = await services.families.create(viewer, services.newId(), submission.value.name);
    throw redirect(href("/families/:familyId", { familyId: family.id }));
  });
}

/** The viewer's families, and a way to begin another. */
export default function Families({ loaderData: { families }, actionData }: Route.ComponentProps) {
  const { t } = useWords();
  const busy = useNavigation().state === "submitting";
  const error = actionData?.error?.name?.[0] as NameMessage | undefined;
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid grid-cols-1 max-w-2xl gap-8 px-5 pt-6 pb-24">
      <title>{`${t("families.title")} · ${t("brand")}`}</title>
      <h1>{t("families.title")}</h1>
      <ul className="grid gap-3">
        {families.map((family) => (
          <li key={family.id} className="grid gap-1 rounded-soft border border-hairline bg-card px-5 py-4">
            <p>
              <Link
                to={href("/families/:familyId", { familyId: family.id })}
                className="inline-flex min-h-11 items-center font-serif text-xl font-semibold"
              >
                <span dir="auto">{family.name}</span>
              </Link>
            </p>
            <p className="text-soft">{t(`families.roles.${family.role}`)}</p>
          </li>
        ))}
      </ul>
      <section aria-labelledby="begin" className="grid gap-4">
        <h2 id="begin">{t("families.beginTitle")}</h2>
        <p className="max-w-words">{t("families.beginText")}</p>
        <Form method="post" className="grid max-w-md justify-items-start gap-4">
          <div className="w-full">
            <TextField
              id="name"
              name="name"
              label={t("families.name")}
              hint={t("families.nameHint")}
              error={error && t(error)}
              maxLength={120}
              autoComplete="off"
              required
            />
          </div>
          <Button type="submit" disabled={busy}>
            {t("families.begin")}
          </Button>
        </Form>
      </section>
    </main>
  );
}
