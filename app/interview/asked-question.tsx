import { useWords } from "../messages/use-words.ts";

/** What a relative asked; who asked it, and whom. */
export function AskedQuestion({
  text,
  by,
  whom,
}: {
  text: string;
  by: string | undefined;
  whom: string | undefined;
}) {
  const { t } = useWords();
  const said = [
    by && t("interview.askedFrom", { name: by }),
    whom && t("interview.askedFor", { name: whom }),
  ];
  return (
    <>
      <p dir="auto" className="font-serif text-lg wrap-anywhere">
        {text}
      </p>
      {(by || whom) && <p className="text-soft">{said.filter(Boolean).join(", ")}</p>}
    </>
  );
}
