import type { ComponentProps } from "react";
import { Link } from "react-router";

/** A link that doesn't ask to be taken: back to where one came from, or to what is seldom wanted. */
export function QuietLink(props: Omit<ComponentProps<typeof Link>, "className">) {
  return <Link {...props} className="inline-flex min-h-11 items-center text-soft hover:text-ink" />;
}
