import type { ComponentProps } from "react";
import { useWords } from "../messages/use-words.ts";
import { SelectField } from "./field.tsx";

/** Chooses who tells among a family's people, or nobody; `nobody` says what that means. */
export function NarratorField({
  people,
  nobody,
  ...select
}: { people: { id: string; name: string }[]; nobody?: string } & Omit<
  ComponentProps<typeof SelectField>,
  "children"
>) {
  const { t } = useWords();
  return (
    <SelectField {...select}>
      <option value="">{nobody ?? t("memory.narratorNobody")}</option>
      {people.map((person) => (
        <option key={person.id} value={person.id}>
          {person.name}
        </option>
      ))}
    </SelectField>
  );
}
