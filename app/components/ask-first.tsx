import { type ReactNode, useState } from "react";
import { Link } from "react-router";
import { ButtonLink, buttonClass } from "./button.tsx";
import { Confirm } from "./confirm.tsx";

/**
 * Does something only after asking: in a dialog, or on the page itself (`isAsked`, at the address `to`) where there is no
 * JavaScript. `yes` is the form that does it.
 */
export function AskFirst({
  id,
  to,
  act,
  label,
  title,
  text,
  no,
  yes,
  isAsked,
  heading: Heading = "h2",
  className = "",
}: {
  id: string;
  to: string;
  act: string;
  /** What the link does, where its words alone don't tell it from others. */
  label?: string;
  title: string;
  text: string;
  no: string;
  yes: ReactNode;
  isAsked: boolean;
  heading?: "h2" | "h3";
  className?: string;
}) {
  const [open, setOpen] = useState(false);
  if (isAsked) {
    return (
      <section id={id} className={`grid gap-4 rounded-soft border border-careful p-5 ${className}`}>
        <Heading>{title}</Heading>
        <p>{text}</p>
        <div className="flex flex-wrap gap-3">
          <ButtonLink to="?" preventScrollReset>
            {no}
          </ButtonLink>
          {yes}
        </div>
      </section>
    );
  }
  return (
    <>
      <Link
        to={to}
        preventScrollReset
        className={buttonClass("plain")}
        aria-label={label}
        onClick={(event) => {
          event.preventDefault();
          setOpen(true);
        }}
      >
        {act}
      </Link>
      {open && <Confirm title={title} text={text} no={no} yes={yes} onClose={() => setOpen(false)} />}
    </>
  );
}
