import { type ChangeEvent, type DragEvent, useState } from "react";
import { buttonClass } from "../components/button.tsx";
import { useHydrated } from "../components/local-time.tsx";
import { useWords } from "../messages/use-words.ts";
import { acceptedFiles } from "./accepted-files.ts";
import { readDropped } from "./read-dropped.ts";

/** React knows no attribute for it. */
function askForFolder(input: HTMLInputElement | null) {
  if (input) input.webkitdirectory = true;
}

/** Takes many files, or a folder with all that is in it, by choosing or dropping. */
export function ChooseMany({ onFiles }: { onFiles: (files: File[]) => void }) {
  const { t } = useWords();
  const hydrated = useHydrated();
  const [isOver, setIsOver] = useState(false);
  const drag = (event: DragEvent, over: boolean) => {
    event.preventDefault();
    setIsOver(over);
  };
  const take = (event: ChangeEvent<HTMLInputElement>) => {
    onFiles([...(event.target.files ?? [])]);
    event.target.value = "";
  };
  const label = `${buttonClass("quiet")} peer-focus-visible:outline-3 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent`;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra way; the fields inside do the same by keyboard.
    <div
      onDragEnter={(event) => drag(event, true)}
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={(event) => {
        drag(event, false);
        void readDropped(event.dataTransfer).then(onFiles);
      }}
      className={`grid justify-items-start gap-3 rounded-soft border-2 border-dashed p-6 ${isOver ? "border-accent bg-wash" : "border-line bg-card"}`}
    >
      <div className="flex flex-wrap gap-3">
        <div>
          <input
            id="many-folder"
            type="file"
            ref={askForFolder}
            disabled={!hydrated}
            className="peer sr-only"
            onChange={take}
          />
          <label htmlFor="many-folder" className={label}>
            {t("many.folder")}
          </label>
        </div>
        <div>
          <input
            id="many-files"
            type="file"
            multiple
            accept={acceptedFiles}
            disabled={!hydrated}
            className="peer sr-only"
            onChange={take}
          />
          <label htmlFor="many-files" className={label}>
            {t("files.choose")}
          </label>
        </div>
      </div>
      <p className="max-sm:hidden">{t(isOver ? "files.dropNow" : "many.drop")}</p>
      <p className="text-soft">{t("files.kinds")}</p>
    </div>
  );
}
