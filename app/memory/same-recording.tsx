import { href, Link } from "react-router";
import { Notice } from "../components/notice.tsx";
import { useWords } from "../messages/use-words.ts";

/** Says that another story of the family has the same recording, with the way to it and the way to let this one go. */
export function SameRecording({
  sameAs,
  mayEdit,
}: {
  sameAs: { id: string; title: string };
  mayEdit: boolean;
}) {
  const { t } = useWords();
  const link = "inline-flex min-h-11 items-center";
  return (
    <Notice className="max-w-2xl">
      <p dir="auto">{t("search.same", { title: sameAs.title || t("vault.untitled") })}</p>
      <p className="flex flex-wrap gap-x-6">
        <Link to={href("/memories/:memoryId", { memoryId: sameAs.id })} className={link}>
          {t("search.openSame")}
        </Link>
        {mayEdit && (
          <Link to="?edit=delete#delete" preventScrollReset className={link}>
            {t("search.deleteSame")}
          </Link>
        )}
      </p>
    </Notice>
  );
}
