import type { ComponentProps } from "react";
import { Link } from "react-router";

export type ButtonKind = "main" | "quiet" | "plain";

const base =
  "inline-flex min-h-11 items-center justify-center gap-2 rounded-soft py-2 text-center font-medium no-underline disabled:opacity-60";
const kinds: Record<ButtonKind, string> = {
  main: "bg-accent px-5 text-on-accent hover:bg-[color-mix(in_srgb,var(--accent)_88%,var(--ink))] forced-colors:border",
  quiet: "border border-line bg-card px-5 text-ink hover:bg-wash",
  plain: "px-1 text-soft underline underline-offset-4 hover:text-ink",
};

/** The look of a button, for what is one and for links that act like one. */
export function buttonClass(kind: ButtonKind, more = ""): string {
  return `${base} ${kinds[kind]} ${more}`;
}

export function Button({
  kind = "quiet",
  className,
  type = "button",
  ...rest
}: ComponentProps<"button"> & { kind?: ButtonKind }) {
  return <button type={type} className={buttonClass(kind, className)} {...rest} />;
}

export function ButtonLink({
  kind = "quiet",
  className,
  ...rest
}: ComponentProps<typeof Link> & { kind?: ButtonKind }) {
  return <Link className={buttonClass(kind, className)} {...rest} />;
}
