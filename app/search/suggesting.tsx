import { useEffect, useId, useRef, useState } from "react";
import { href, useNavigate } from "react-router";
import type { Suggestion } from "../../core/search.ts";
import { useWords } from "../messages/use-words.ts";
import { askSuggestions } from "./ask-suggestions.ts";

/** Milliseconds without another letter after which it is worth asking. */
const patience = 150;

interface Shown {
  items: Suggestion[];
  /** The one that the keyboard stands on; -1: none, Enter searches for what was typed. */
  active: number;
}

/** Suggestions under a field, by the pattern of an editable combobox. It makes the field a combobox while it is there. */
export default function Suggesting({ input, familyId }: { input: HTMLInputElement; familyId: string }) {
  const { t } = useWords();
  const navigate = useNavigate();
  const listId = useId();
  const [shown, setShown] = useState<Shown>();
  const asking = useRef<{ timer: number; request: AbortController }>(undefined);

  const stop = () => {
    clearTimeout(asking.current?.timer);
    asking.current?.request.abort();
    asking.current = undefined;
  };
  const close = () => {
    stop();
    setShown(undefined);
  };
  const ask = (milliseconds: number) => {
    stop();
    const typed = input.value.trim();
    if (typed === "") return setShown(undefined);
    const request = new AbortController();
    const look = async () => {
      const items = await askSuggestions(familyId, typed, request.signal);
      if (items) setShown(items.length > 0 ? { items, active: -1 } : undefined);
    };
    asking.current = { request, timer: window.setTimeout(look, milliseconds) };
  };
  const choose = (suggestion: Suggestion) => {
    close();
    if (suggestion.memoryId) {
      void navigate(href("/memories/:memoryId", { memoryId: suggestion.memoryId }));
      return;
    }
    input.value = suggestion.text;
    input.form?.requestSubmit();
  };
  const press = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (shown) setShown({ ...shown, active: move(shown, step) });
      else ask(0);
    } else if (event.key === "Escape" && shown) {
      // The field keeps what was typed; the next Escape is the browser's.
      event.preventDefault();
      close();
    } else if (event.key === "Enter") {
      const suggestion = shown?.items[shown.active];
      if (!suggestion) return;
      event.preventDefault();
      choose(suggestion);
    }
  };

  const latest = useRef({ ask, close, press });
  useEffect(() => {
    latest.current = { ask, close, press };
  });
  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    input.addEventListener("input", () => latest.current.ask(patience), { signal });
    input.addEventListener("keydown", (event) => latest.current.press(event), { signal });
    input.addEventListener("blur", () => latest.current.close(), { signal });
    input.form?.addEventListener("submit", () => latest.current.close(), { signal });
    // What was typed while this was loading.
    if (document.activeElement === input && input.value !== input.defaultValue) latest.current.ask(0);
    return () => {
      leaving.abort();
      latest.current.close();
    };
  }, [input]);

  useEffect(() => {
    const attributes = {
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": String(shown !== undefined),
      "aria-controls": shown && listId,
      "aria-activedescendant": shown && shown.active >= 0 ? `${listId}-${shown.active}` : undefined,
    };
    for (const [name, value] of Object.entries(attributes)) {
      if (value === undefined) input.removeAttribute(name);
      else input.setAttribute(name, value);
    }
  }, [input, shown, listId]);

  return (
    <>
      <p role="status" className="sr-only">
        {shown && t("search.suggestions", { count: shown.items.length })}
      </p>
      {shown && (
        <div
          id={listId}
          role="listbox"
          aria-label={t("search.suggestionsLabel")}
          tabIndex={-1}
          className="absolute inset-x-0 top-full z-20 mt-1 overflow-hidden rounded-soft border border-line bg-card py-1 shadow-lg"
        >
          {shown.items.map((suggestion, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keyboard, and says by aria-activedescendant where it stands.
            // biome-ignore lint/a11y/useFocusableInteractive: as above.
            <div
              key={`${suggestion.kind} ${suggestion.memoryId ?? suggestion.text}`}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === shown.active}
              // The field keeps the focus.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(suggestion)}
              className="flex min-h-11 cursor-pointer items-center justify-between gap-3 px-4 py-1 hover:bg-wash aria-selected:bg-wash aria-selected:outline-2 aria-selected:-outline-offset-2 aria-selected:outline-accent"
            >
              <span dir="auto" className="line-clamp-2 min-w-0">
                {suggestion.text}
              </span>
              <span className="shrink-0 text-base text-soft">{t(`search.kinds.${suggestion.kind}`)}</span>
            </div>
          ))}
        </div>
      )}
    </>
  );
}

/** Round the list and, between its ends, back to what was typed. */
function move({ items, active }: Shown, step: number): number {
  const places = items.length + 1;
  return ((active + 1 + step + places) % places) - 1;
}
