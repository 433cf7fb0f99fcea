import { useWords } from "../messages/use-words.ts";
import { formatDay } from "../words/dates.ts";
import { FamilyForm } from "./family-form.tsx";
import type { FamilyOutcome } from "./forms.ts";

/** Says that the family's vault is going to be deleted; owners keep it at a touch. */
export function DeletingBanner({
  familyId,
  deleteAfter,
  isOwner,
  outcome,
}: {
  familyId: string;
  deleteAfter: string | undefined;
  isOwner: boolean;
  outcome?: FamilyOutcome;
}) {
  const { t, language } = useWords();
  if (!deleteAfter) return null;
  return (
    <section
      aria-label={t("household.deletingTitle")}
      className="flex flex-wrap items-center justify-between gap-3 rounded-soft border border-careful bg-card px-5 py-4"
    >
      <p className="max-w-words font-medium text-careful">
        {t("household.deleting", { date: formatDay(deleteAfter, language) })}
      </p>
      {isOwner && (
        <FamilyForm familyId={familyId} intent="restore" outcome={outcome} submit={t("household.keep")} />
      )}
    </section>
  );
}
