import type { Related } from "../../core/search.ts";
import { useWords } from "../messages/use-words.ts";
import { StoryHead } from "./story-head.tsx";
import { makeStory } from "./view.ts";

/** What a card shows of a story that goes with another. */
export function makeRelated({ memory, why }: Related) {
  return { story: makeStory(memory), why };
}
export type RelatedStory = ReturnType<typeof makeRelated>;

/** Stories that go with another, and why. */
export function RelatedCards({ related }: { related: RelatedStory[] }) {
  return (
    <ul className="grid grid-cols-1 gap-4 lg:grid-cols-2">
      {related.map((each) => (
        <li key={each.story.id} className="grid grid-cols-1">
          <article className="relative grid grid-cols-1 content-start gap-2 rounded-soft border border-hairline bg-card px-5 py-4 focus-within:border-line hover:border-line">
            <StoryHead story={each.story} />
            <Why why={each.why} />
          </article>
        </li>
      ))}
    </ul>
  );
}

function Why({ why: { people, places, meaning } }: Pick<RelatedStory, "why">) {
  const { t, language } = useWords();
  const list = new Intl.ListFormat(language, { type: "conjunction" });
  const reasons = [
    people.length > 0 && t("search.samePeople", { names: list.format(people.slice(0, 3)) }),
    places.length > 0 && t("search.samePlaces", { names: list.format(places.slice(0, 3)) }),
    meaning && t("search.sameMeaning"),
  ].filter((reason) => reason !== false);
  return <p className="text-base text-soft">{reasons.join(" ")}</p>;
}
