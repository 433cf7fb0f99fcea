import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** How a page is looked at: light or dark, and how wide, in pixels. */
export type Look = readonly ["light" | "dark", number];
const phoneAndDesk: readonly Look[] = [
  ["light", 390],
  ["dark", 1280],
];

/** Looks at the open page, as a phone in the light and as a desk in the dark show it if not said otherwise; answers what is wrong with it. */
export async function inspectPage(page: Page, looks = phoneAndDesk): Promise<string[]> {
  const findings: string[] = [];
  for (const [colorScheme, width] of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 844 });
    await page.mouse.move(0, 0);
    findings.push(...(await inspectAsItIs(page)).map((finding) => `${colorScheme} ${width} ${finding}`));
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  await page.setViewportSize({ width: 390, height: 844 });
  return findings;
}

/** The same for the page as it stands there. */
export async function inspectAsItIs(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .options({
      rules: { "color-contrast-enhanced": { enabled: true }, "target-size": { enabled: true } },
    })
    .analyze();
  const { pathname, search } = new URL(page.url());
  const findings = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id} at ${node.target.join(" ")}: ${node.html}`),
  );
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  if (wide) findings.push("wider than the screen");
  if ((await page.getByRole("heading", { level: 1 }).count()) !== 1) findings.push("not one h1");
  const language = await page.locator("html").getAttribute("lang");
  return findings.map((finding) => `${pathname}${search} (${language}): ${finding}`);
}
