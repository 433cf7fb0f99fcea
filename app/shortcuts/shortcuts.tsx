import { useState } from "react";
import { useNavigate } from "react-router";
import { useWords } from "../messages/use-words.ts";
import { ShortcutsDialog } from "./shortcuts-dialog.tsx";
import { useShortcuts } from "./use-shortcuts.ts";

/** The keys of every page, and the button that lists them. */
export default function KeyboardShortcuts({ familyId }: { familyId: string }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  const family = `/families/${familyId}`;
  const go = (path: string) => () => void navigate(path);
  const keys = {
    "?": () => setOpen(true),
    "/": () => {
      const field = findSearchField();
      if (field) field.focus();
      else void navigate(`${family}/search`);
    },
    n: go(`${family}/memories/new`),
    "g s": go(family),
    "g p": go(`${family}/people`),
    "g t": go(`${family}/timeline`),
  };
  useShortcuts(keys, "everywhere");
  return (
    <>
      <button
        type="button"
        onClick={() => setOpen(true)}
        className="min-h-11 px-2 text-base max-sm:hidden text-soft hover:text-ink hover:underline"
      >
        {t("shortcuts.title")}
      </button>
      {open && <ShortcutsDialog onClose={() => setOpen(false)} />}
    </>
  );
}

/** The field of this page that searches, if one is to be seen. */
function findSearchField(): HTMLInputElement | undefined {
  const fields = document.querySelectorAll<HTMLInputElement>("input[type=search]");
  return [...fields].find((field) => field.checkVisibility());
}
