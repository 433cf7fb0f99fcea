import { useEffect, useRef } from "react";
import { Button } from "../components/button.tsx";
import { SwitchField } from "../device/switch-field.tsx";
import { useWords } from "../messages/use-words.ts";
import { shortcutsSwitch } from "./switch.ts";

const everywhere = [
  ["?", "help"],
  ["/", "search"],
  ["n", "tell"],
  ["g s", "stories"],
  ["g p", "people"],
  ["g t", "timeline"],
] as const;
const playing = [
  ["space", "toggle"],
  ["k", "toggle"],
  ["j", "back"],
  ["l", "forward"],
] as const;
const interviewing = [
  ["space", "finish"],
  ["s", "skip"],
  ["o", "offRecord"],
  ["p", "pause"],
  ["Esc", "stopVoice"],
] as const;

/** Lists the keys that do something, and lets them be switched off. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const { t } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);

  useEffect(() => dialog.current?.showModal(), []);

  return (
    <dialog
      ref={dialog}
      aria-labelledby="shortcuts-title"
      onClose={onClose}
      className="m-auto w-[calc(100%-2rem)] max-h-[90dvh] max-w-lg overflow-auto rounded-soft border border-hairline bg-card p-6 text-ink backdrop:bg-shade"
    >
      <div className="grid gap-5">
        <h2 id="shortcuts-title">{t("shortcuts.title")}</h2>
        <KeyList heading={t("shortcuts.everywhere")} keys={everywhere} />
        <KeyList heading={t("shortcuts.playing")} keys={playing} />
        <KeyList heading={t("shortcuts.interviewing")} keys={interviewing} />
        <SwitchField choice={shortcutsSwitch}>{t("shortcuts.on")}</SwitchField>
        <p className="text-soft">{t("shortcuts.hint")}</p>
        <form method="dialog" className="justify-self-end">
          <Button type="submit">{t("shortcuts.close")}</Button>
        </form>
      </div>
    </dialog>
  );
}

type Keys = typeof everywhere | typeof playing | typeof interviewing;

function KeyList({ heading, keys }: { heading: string; keys: Keys }) {
  const { t } = useWords();
  return (
    <section className="grid gap-2">
      <h3>{heading}</h3>
      <dl className="grid grid-cols-[auto_1fr] items-baseline gap-x-5 gap-y-2">
        {keys.map(([key, does]) => (
          <div key={key} className="col-span-2 grid grid-cols-subgrid">
            <dt className="flex min-w-16 gap-1">
              {key.split(" ").map((each) => (
                <kbd
                  key={each}
                  className="min-w-8 rounded-[6px] border border-line px-2 text-center font-sans text-base"
                >
                  {each === "space" ? t("shortcuts.space") : each}
                </kbd>
              ))}
            </dt>
            <dd>{t(`shortcuts.does.${does}`)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
