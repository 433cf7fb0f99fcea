import { type ComponentProps, lazy, Suspense, useEffect, useRef, useState } from "react";

const Suggesting = lazy(() => import("./suggesting.tsx"));

/** A field to ask a family's stories. It suggests while one types, by what is loaded once somebody is in it. */
export function SearchInput({
  familyId,
  className = "",
  ...input
}: { familyId: string } & Omit<ComponentProps<"input">, "ref" | "type" | "name">) {
  const field = useRef<HTMLInputElement>(null);
  const [awake, setAwake] = useState<HTMLInputElement>();
  useEffect(() => {
    // Somebody may be in it before the page is taken over by the browser.
    if (field.current && field.current === document.activeElement) setAwake(field.current);
  }, []);
  return (
    <div className="relative min-w-0 grow">
      <input
        ref={field}
        type="search"
        name="q"
        maxLength={300}
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        onFocus={(event) => setAwake(event.currentTarget)}
        className={`w-full min-w-0 rounded-s-soft border border-e-0 border-line bg-card px-4 ${className}`}
        {...input}
      />
      {awake && (
        <Suspense>
          <Suggesting input={awake} familyId={familyId} />
        </Suspense>
      )}
    </div>
  );
}
