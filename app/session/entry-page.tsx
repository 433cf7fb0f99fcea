import type { ReactNode } from "react";
import { useWords } from "../messages/use-words.ts";

/** The frame of the pages in front of the door. */
export function EntryPage({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useWords();
  return (
    <main id="main" tabIndex={-1} className="mx-auto grid grid-cols-1 max-w-md gap-8 px-5 py-12 sm:py-20">
      <title>{`${title} · ${t("brand")}`}</title>
      <header className="grid gap-2">
        <p className="font-serif text-xl font-semibold text-accent">{t("brand")}</p>
        <p className="text-soft">{t("entry.tagline")}</p>
      </header>
      <section className="grid gap-6 rounded-soft border border-hairline bg-card p-6 sm:p-8">
        <h1>{title}</h1>
        {children}
      </section>
    </main>
  );
}
