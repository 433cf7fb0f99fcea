import { globSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { expect, test } from "vitest";

const app = resolve(import.meta.dirname, "../../app");

/** Classes of Tailwind that mean a side of the screen instead of the beginning or end of a line. */
const physical =
  /(?<![\w-])-?(?:(?:scroll-)?[mp][lr]|left|right|inset-[lr])-[\w[(]|(?<![\w-])(?:border-[lr]|rounded-(?:[lr]|[tb][lr]))(?![\w])|(?<![\w-])(?:text|float|clear|origin|object|bg)-(?:left|right)(?![\w-])/g;

function listPhysical(source: string): string[] {
  const strings = source.match(/"[^"\n]*"|`[^`]*`/g) ?? [];
  return strings.flatMap((string) => string.match(physical) ?? []);
}

test("a class that means a side of the screen is recognised", () => {
  for (const bad of ["-ml-2", "pr-4", "sm:left-2", "text-right", "rounded-l", "border-l-2", "right-auto"]) {
    expect(listPhysical(`<p className="flex ${bad} grow">`), bad).toHaveLength(1);
  }
  expect(listPhysical('<p className="-ms-2 pe-4 start-2 text-end rounded-s border-s-2 mx-auto">')).toEqual(
    [],
  );
});

test("no page leans on left or right: it can be read from right to left", () => {
  const found = globSync("**/*.tsx", { cwd: app }).flatMap((file) =>
    listPhysical(readFileSync(resolve(app, file), "utf8")).map((bad) => `${file}: ${bad}`),
  );
  expect(found).toEqual([]);
});
