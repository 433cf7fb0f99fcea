import type { Memory } from "../../core/schemas.ts";
import type { Facets, Moment, SearchHit } from "../../core/search.ts";
import { joinStretches, type Stretch, splitMarks } from "./split-marks.ts";

/** What a small card shows of a memory: the page carries no more than this. */
export function makeStory({ id, title, language, narrator, happened, recording, createdAt }: Memory) {
  return {
    id,
    title,
    language,
    narrator: narrator?.name,
    happened,
    seconds: recording.seconds,
    createdAt,
  };
}
export type Story = ReturnType<typeof makeStory>;

/** A moment of a hit, with the words that were asked for marked where they are known. */
export interface SaidMoment {
  start: number;
  end: number;
  said: Stretch[];
}

/** What the page shows of a hit. What was found stands beside the second it is said at; only else does it stand alone. */
export function makeHit({ memory, highlight, moments }: SearchHit) {
  const stretches = splitMarks(highlight);
  const shown = joinStretches(stretches).trim();
  const said = moments.findIndex((moment) => shown !== "" && moment.text.includes(shown));
  return {
    story: makeStory(memory),
    highlight: said < 0 && shown !== "" ? stretches : [],
    moments: moments.map(
      ({ start, end, text }: Moment, index): SaidMoment => ({
        start,
        end,
        said: index === said ? widen(stretches, text) : [{ text, marked: false }],
      }),
    ),
  };
}
export type Hit = ReturnType<typeof makeHit>;

/** A highlight that is a part of a text, with the dots that say so. */
function widen(stretches: Stretch[], text: string): Stretch[] {
  const shown = joinStretches(stretches).trim();
  const dots = { text: "…", marked: false };
  return [
    ...(text.trimStart().startsWith(shown) ? [] : [dots]),
    ...stretches,
    ...(text.trimEnd().endsWith(shown) ? [] : [dots]),
  ];
}

/** The facets in the order in which they are shown, each with the filter that its values go into. */
export const facetFilters = {
  person: "person",
  place: "place",
  decade: "decade",
  chapter: "chapter",
  narrator: "narratorId",
  theme: "theme",
  tone: "tone",
} as const satisfies Record<keyof Facets, string>;
export type FacetName = keyof typeof facetFilters;
export const facetNames = Object.keys(facetFilters) as FacetName[];

/** What one may ask a family that has told something: a person, a place and a theme that its stories speak of most. */
export function proposeQuestions({ person, place, theme }: Facets): string[] {
  const names = [person[0]?.label ?? person[0]?.value, place[0]?.value, theme[0]?.value];
  return [...new Set(names.filter((name) => name !== undefined))];
}
