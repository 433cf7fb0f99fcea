/**
 * How much something is of the most, as a bar beside its number: the number says it, the bar shows it. An SVG, because
 * no page may carry inline styles; where a line begins on the right, it grows from there.
 */
export function Bar({ value, most }: { value: number; most: number }) {
  const share = most > 0 ? Math.min(100, (100 * value) / most) : 0;
  return (
    <svg aria-hidden="true" focusable="false" className="h-4 w-full rtl:-scale-x-100">
      <rect width="100%" height="100%" rx="4" className="fill-wash" />
      {value > 0 && <rect width={`${Math.max(1.5, share)}%`} height="100%" rx="4" className="fill-accent" />}
    </svg>
  );
}
