import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";

/** Looks at the open page as a phone in the light and as a desk in the dark show it; answers what is wrong with it. */
export async function inspectPage(page: Page): Promise<string[]> {
  const findings: string[] = [];
  for (const [colorScheme, width] of [
    ["light", 390],
    ["dark", 1280],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 844 });
    const { violations } = await new AxeBuilder({ page })
      .options({
        rules: { "color-contrast-enhanced": { enabled: true }, "target-size": { enabled: true } },
      })
      .analyze();
    const where = `${new URL(page.url()).pathname} ${colorScheme} ${width}`;
    for (const { id, nodes } of violations) {
      findings.push(...nodes.map((node) => `${where}: ${id} at ${node.target.join(" ")}`));
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
    if (wide) findings.push(`${where}: wider than the screen`);
    if ((await page.getByRole("heading", { level: 1 }).count()) !== 1) findings.push(`${where}: not one h1`);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  return findings;
}
