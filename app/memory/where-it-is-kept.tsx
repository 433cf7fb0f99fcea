import { useWords } from "../messages/use-words.ts";
import { formatDay } from "../words/dates.ts";
import { formatSize } from "../words/durations.ts";
import type { MemoryView } from "./view.ts";

/** Where the copies are and when they were last checked, under a fold. */
export function WhereItIsKept({ memory: { pin } }: { memory: MemoryView }) {
  const { t, language } = useWords();
  return (
    <details className="rounded-soft border border-hairline bg-card px-5">
      <summary className="py-3 font-medium">{t("memory.kept")}</summary>
      {pin ? (
        <div className="grid max-w-words gap-3 pt-1 pb-5">
          <p>
            {t("memory.keptSince", {
              date: formatDay(pin.pinnedAt, language),
              size: formatSize(pin.bytes, language),
            })}{" "}
            {pin.verifiedAt ? (
              <span className="text-good">
                {t("memory.keptChecked", { date: formatDay(pin.verifiedAt, language) })}
              </span>
            ) : (
              t("memory.keptUnchecked")
            )}
          </p>
          <p className="text-soft">{t("memory.keptTemporary")}</p>
          <p>
            <span className="font-medium">{t("memory.keptId")}</span>{" "}
            <code className="text-base break-all select-all">{pin.cid}</code>
          </p>
          <p className="text-soft">{t("memory.keptIdHint")}</p>
        </div>
      ) : (
        <p className="max-w-words pt-1 pb-5">{t("memory.keptNotYet")}</p>
      )}
    </details>
  );
}
