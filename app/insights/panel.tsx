import type { ReactNode } from "react";

/** A part of the insights with its heading. `id` names it in the page's address. */
export function Panel({
  id,
  title,
  hint,
  wide = false,
  children,
}: {
  id: string;
  title: string;
  hint?: string;
  /** Across the page on a desk. */
  wide?: boolean;
  children: ReactNode;
}) {
  return (
    <section
      aria-labelledby={id}
      className={`grid grid-cols-1 content-start gap-4 rounded-soft border border-hairline bg-card p-5 sm:p-6 ${wide ? "lg:col-span-2" : ""}`}
    >
      <h2 id={id}>{title}</h2>
      {hint && <p className="max-w-words text-soft">{hint}</p>}
      {children}
    </section>
  );
}
