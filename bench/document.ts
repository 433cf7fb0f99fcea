import { readFileSync, writeFileSync } from "node:fs";

/** Replaces what stands in docs/benchmarks.md between the two marks of this name. */
export function writeDocument(mark: string, parts: string[]): void {
  const file = new URL("../docs/benchmarks.md", import.meta.url);
  const [begin, end] = [`<!-- ${mark} -->`, `<!-- /${mark} -->`];
  const [before, rest] = readFileSync(file, "utf8").split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error("docs/benchmarks.md has lost its marks");
  writeFileSync(file, `${before}${begin}\n\n${parts.join("\n\n")}\n\n${end}${after}`);
}
