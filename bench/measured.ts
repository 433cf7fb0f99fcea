/** A number that was promised, and what came out. */
export type Goal = { what: string; unit: string; measured: number } & (
  | { atMost: number }
  | { atLeast: number }
);

/** What one measurement found: a table, how to read it, and how it stands to its goals. */
export interface Measured {
  title: string;
  /** What was done, and what the numbers can't tell. */
  about: string;
  rows: Record<string, string | number>[];
  goals: Goal[];
}

/** The measurement as a section of Markdown. A goal that was missed says so. */
export function renderMeasured({ title, about, rows, goals }: Measured): string {
  return [`### ${title}`, about, ...goals.map(renderGoal), renderTable(rows)].join("\n\n");
}

/** A table as the formatter writes it: each column as wide as its widest cell, numbers to the right. */
function renderTable(rows: Measured["rows"]): string {
  const columns = Object.keys(rows[0] ?? {}).map((name) => {
    const cells = rows.map((row) => row[name] ?? "");
    const isNumber = cells.every((cell) => typeof cell === "number");
    const width = Math.max(...[name, ...cells].map((cell) => `${cell}`.length));
    const pad = (text: string) => (isNumber ? text.padStart(width) : text.padEnd(width));
    const rule = isNumber ? `${"-".repeat(width - 1)}:` : "-".repeat(width);
    return [pad(name), rule, ...cells.map((cell) => pad(`${cell}`))];
  });
  const lines = Array.from({ length: rows.length + 2 }, (_, at) => columns.map((column) => column[at]));
  return lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function renderGoal(goal: Goal): string {
  const { what, unit, measured } = goal;
  const isMet = "atMost" in goal ? measured <= goal.atMost : measured >= goal.atLeast;
  const bound = "atMost" in goal ? `at most ${goal.atMost}` : `at least ${goal.atLeast}`;
  return `Goal ${isMet ? "met" : "MISSED"}: ${what} ${measured} ${unit}, ${bound} ${unit}.`;
}

/** The value that `percent` of the values don't exceed (nearest rank). */
export function percentile(values: number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
  if (value === undefined) throw new Error("a percentile of nothing");
  return value;
}

export function round(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}

export function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
