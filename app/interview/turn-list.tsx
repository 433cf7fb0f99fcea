import type { Turn } from "../../core/interview/interview.ts";
import { useWords } from "../messages/use-words.ts";
import { ownWords } from "../words/own-words.ts";

export type ShownTurn = Pick<Turn, "id" | "outcome" | "text" | "offRecord"> & {
  question: string;
  askedBy: string | undefined;
};

/** Question and answer, one after the other, as they were said. */
export function TurnList({ turns, language }: { turns: ShownTurn[]; language: string }) {
  const { t } = useWords();
  const own = ownWords(language);
  return (
    <ol className="grid gap-6">
      {turns.map(({ id, question, askedBy, outcome, text, offRecord }) => (
        <li key={id} className="grid gap-1.5">
          {askedBy && <p className="font-medium text-good">{t("interview.askedBy", { name: askedBy })}</p>}
          <h3 className="text-lg" {...own}>
            {question}
          </h3>
          {text && (
            <p className="max-w-words whitespace-pre-line wrap-anywhere" {...own}>
              {text}
            </p>
          )}
          {outcome !== "answered" && <p className="text-soft">{t(`interview.outcome.${outcome}`)}</p>}
          {offRecord && <p className="text-soft">{t("interview.partOff")}</p>}
        </li>
      ))}
    </ol>
  );
}
