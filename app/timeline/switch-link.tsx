import type { ReactNode } from "react";
import { Link } from "react-router";

/** One of several ways to look at the same page. */
export function SwitchLink({ to, isHere, children }: { to: string; isHere: boolean; children: ReactNode }) {
  return (
    <Link
      to={to}
      preventScrollReset
      aria-current={isHere ? "page" : undefined}
      className="inline-flex min-h-11 items-center rounded-soft border border-line px-4 no-underline hover:bg-wash aria-[current=page]:border-accent aria-[current=page]:bg-card aria-[current=page]:font-semibold aria-[current=page]:text-accent aria-[current=page]:ring-1 aria-[current=page]:ring-accent"
    >
      {children}
    </Link>
  );
}
