import type { ComponentProps, ReactNode } from "react";

export const inputClass =
  "block w-full min-h-12 rounded-soft border border-line bg-card px-4 py-2 text-ink aria-invalid:border-2 aria-invalid:border-accent";

interface Labels {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
}

/** A label, what it holds, a hint and what is wrong with it, tied together for screen readers. */
export function Field({ id, label, hint, error, children }: Labels & { children: ReactNode }) {
  return (
    <div className="grid gap-1.5">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      {children}
      {hint && (
        <p id={`${id}-hint`} className="text-base/snug text-soft">
          {hint}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="font-medium text-accent">
          {error}
        </p>
      )}
    </div>
  );
}

function describe({ id, hint, error }: Pick<Labels, "id" | "hint" | "error">) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return { "aria-describedby": described || undefined, "aria-invalid": error ? true : undefined };
}

export function TextField({
  label,
  hint,
  error,
  className = "",
  ...input
}: Labels & Omit<ComponentProps<"input">, "id">) {
  return (
    <Field id={input.id} label={label} hint={hint} error={error}>
      <input
        className={`${inputClass} ${className}`}
        {...describe({ id: input.id, hint, error })}
        {...input}
      />
    </Field>
  );
}

export function SelectField({
  label,
  hint,
  error,
  children,
  ...select
}: Labels & Omit<ComponentProps<"select">, "id">) {
  return (
    <Field id={select.id} label={label} hint={hint} error={error}>
      <select className={inputClass} {...describe({ id: select.id, hint, error })} {...select}>
        {children}
      </select>
    </Field>
  );
}
