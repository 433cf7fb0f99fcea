import type { ReactNode } from "react";
import { Bar } from "./bar.tsx";

export interface BarRow {
  key: string;
  label: ReactNode;
  value: number;
  /** The value in words; the number itself where it is missing. */
  said?: string;
  /** What stands in the columns after it. */
  more?: ReactNode[];
}

/**
 * A table whose numbers are drawn as bars, too: it is its own chart. The bar stands with its label, so that it is long
 * on a phone; the first head is over the labels, the second over the numbers.
 */
export function BarTable({
  title,
  heads,
  rows,
  most = Math.max(0, ...rows.map(({ value }) => value)),
}: {
  title: string;
  heads: string[];
  rows: BarRow[];
  most?: number;
}) {
  const first = heads.length > 2 ? "w-1/2 text-start sm:w-3/5" : "w-4/5 text-start";
  return (
    <table className="w-full border-collapse">
      <caption className="sr-only">{title}</caption>
      <thead>
        <tr className="text-soft">
          {heads.map((head, at) => (
            <th
              key={head}
              scope="col"
              className={`py-1 align-bottom font-normal ${at === 0 ? first : "ps-4 sm:ps-8"} ${at === 1 ? "text-end" : "text-start"}`}
            >
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, label, value, said, more = [] }) => (
          <tr key={key} className="border-t border-hairline">
            <th scope="row" className="py-2 text-start font-normal wrap-break-word">
              <span className="grid grid-cols-1 gap-1 sm:grid-cols-2 sm:items-center sm:gap-4">
                <span>{label}</span>
                <Bar value={value} most={most} />
              </span>
            </th>
            <td className="py-2 ps-4 text-end tabular-nums sm:ps-8">{said ?? value}</td>
            {more.map((cell, at) => (
              <td key={heads[at + 2]} className="py-2 ps-4 sm:ps-8">
                {cell}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
