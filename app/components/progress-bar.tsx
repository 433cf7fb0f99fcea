/** How far something is, 0–1. */
export function ProgressBar({ value, label }: { value: number; label: string }) {
  return (
    <progress
      max={100}
      value={Math.round(value * 100)}
      aria-label={label}
      className="h-2 w-full appearance-none overflow-hidden rounded-full bg-hairline accent-accent [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-hairline [&::-webkit-progress-value]:bg-accent"
    />
  );
}
