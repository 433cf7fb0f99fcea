import { type DragEvent, useState } from "react";
import { href, Link } from "react-router";
import { buttonClass } from "../components/button.tsx";
import { useHydrated } from "../components/local-time.tsx";
import { NarratorField } from "../components/narrator-field.tsx";
import { Notice } from "../components/notice.tsx";
import { useWords } from "../messages/use-words.ts";
import { acceptedFiles } from "./accepted-files.ts";
import { useFileUploads } from "./file-uploads.ts";
import { SendingLine } from "./sending-line.tsx";

interface DropFilesProps {
  familyId: string;
  people: { id: string; name: string }[];
}

/** Adds recordings that somebody has already, by choosing or dropping files. */
export function DropFiles({ familyId, people }: DropFilesProps) {
  const { t } = useWords();
  const hydrated = useHydrated();
  const { items: all, add, again, remove } = useFileUploads();
  const [narratorId, setNarratorId] = useState("");
  const [isOver, setIsOver] = useState(false);
  const items = all.filter((item) => item.familyId === familyId);

  const take = (files: Iterable<File> | null | undefined) =>
    add([...(files ?? [])], familyId, narratorId ? { narratorId } : {});
  const drag = (event: DragEvent, over: boolean) => {
    event.preventDefault();
    setIsOver(over);
  };

  return (
    <section aria-labelledby="files" className="grid gap-4">
      <h2 id="files">{t("add.files")}</h2>
      {people.length > 0 && (
        <NarratorField
          people={people}
          id="files-narrator"
          label={t("recorder.narrator")}
          value={narratorId}
          onChange={(event) => setNarratorId(event.target.value)}
        />
      )}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra way; the field inside does the same by keyboard. */}
      <div
        onDragEnter={(event) => drag(event, true)}
        onDragOver={(event) => drag(event, true)}
        onDragLeave={(event) => drag(event, false)}
        onDrop={(event) => {
          drag(event, false);
          take(event.dataTransfer.files);
        }}
        className={`grid justify-items-start gap-3 rounded-soft border-2 border-dashed p-6 ${isOver ? "border-accent bg-wash" : "border-line bg-card"}`}
      >
        <input
          id="files-input"
          type="file"
          multiple
          accept={acceptedFiles}
          disabled={!hydrated}
          className="peer sr-only"
          onChange={(event) => {
            take(event.target.files);
            event.target.value = "";
          }}
        />
        <label
          htmlFor="files-input"
          className={`${buttonClass("quiet")} peer-focus-visible:outline-3 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent`}
        >
          {t("files.choose")}
        </label>
        <p className="max-sm:hidden">{t(isOver ? "files.dropNow" : "files.drop")}</p>
        <p className="text-soft">{t("files.kinds")}</p>
      </div>
      <p>
        <Link
          to={href("/families/:familyId/upload", { familyId })}
          className="inline-flex min-h-11 items-center"
        >
          {t("files.many")}
        </Link>
      </p>
      {items.length > 0 && (
        <ul aria-label={t("files.list")} className="grid gap-3">
          {items.map((item) => (
            <li key={item.id}>
              <SendingLine
                name={item.name}
                state={item.state}
                onAgain={() => again(item.id)}
                onRemove={() => remove(item.id)}
              />
            </li>
          ))}
        </ul>
      )}
      {items.length > 1 && items.every((item) => item.state.kind === "arrived") && (
        <Notice tone="good">{t("files.allDone")}</Notice>
      )}
    </section>
  );
}
