/** Somebody's photo, or the first letter of their name in its place. */
export function Portrait({ name, photoUrl }: { name: string; photoUrl?: string | undefined }) {
  const frame = "size-28 shrink-0 rounded-full border border-hairline bg-card";
  if (photoUrl) {
    return <img src={photoUrl} alt={name} width={112} height={112} className={`${frame} object-cover`} />;
  }
  return (
    <span
      aria-hidden="true"
      className={`${frame} inline-flex items-center justify-center font-serif text-4xl text-accent`}
    >
      {[...name][0]}
    </span>
  );
}
