import type { ReactNode } from "react";

const tones = {
  calm: "border-hairline bg-card text-ink",
  good: "border-good bg-card text-good",
  careful: "border-careful bg-card text-careful",
};

/** A quiet box that says what happened. It is read aloud when it appears. */
export function Notice({
  tone = "calm",
  children,
  className = "",
}: {
  tone?: keyof typeof tones;
  children: ReactNode;
  className?: string;
}) {
  return (
    <div role="status" className={`rounded-soft border px-4 py-3 ${tones[tone]} ${className}`}>
      {children}
    </div>
  );
}
