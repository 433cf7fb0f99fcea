import type { Insights } from "../../core/insights.ts";
import { useWords } from "../messages/use-words.ts";
import { formatHappened } from "../words/dates.ts";

/** Of a month's column in the drawing. */
const step = 10;
const height = 40;

/** How many stories were told month by month: columns, a sentence that says the same, and the table behind them. */
export function Months({ months }: { months: Insights["months"] }) {
  const { t, language } = useWords();
  const name = (month: string) => formatHappened({ from: month, precision: "month" }, t, language);
  const [first] = months;
  const last = months.at(-1);
  if (!first || !last) return null;
  const most = Math.max(1, ...months.map(({ stories }) => stories));
  const summary = t("insights.monthsSummary", {
    from: name(first.month),
    to: name(last.month),
    stories: t("insights.stories", { count: most }),
  });
  return (
    <>
      <svg
        aria-hidden="true"
        focusable="false"
        viewBox={`0 0 ${months.length * step} ${height}`}
        preserveAspectRatio="none"
        className="h-32 w-full rtl:-scale-x-100"
      >
        {months.map(({ month, stories }, at) => (
          <rect
            key={month}
            x={at * step + 1}
            width={step - 2}
            y={stories > 0 ? height - Math.max(2, (height * stories) / most) : height - 0.6}
            height={stories > 0 ? Math.max(2, (height * stories) / most) : 0.6}
            className={stories > 0 ? "fill-accent" : "fill-line"}
          />
        ))}
      </svg>
      <p className="text-soft">{summary}</p>
      <details>
        <summary className="flex min-h-11 w-fit items-center text-accent underline underline-offset-4">
          {t("insights.asTable")}
        </summary>
        <table className="w-full border-collapse">
          <caption className="sr-only">{t("insights.months")}</caption>
          <thead>
            <tr className="text-soft">
              <th scope="col" className="py-1 text-start font-normal">
                {t("insights.month")}
              </th>
              <th scope="col" className="py-1 text-end font-normal">
                {t("insights.count")}
              </th>
            </tr>
          </thead>
          <tbody>
            {months.map(({ month, stories }) => (
              <tr key={month} className="border-t border-hairline">
                <th scope="row" className="py-1 text-start font-normal">
                  {name(month)}
                </th>
                <td className="py-1 text-end tabular-nums">{stories}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </>
  );
}
