export interface OwnWords {
  lang: string | undefined;
  dir: "auto";
}

/** What an element says of itself that shows a recording's own words: their language is not the page's, and so may be where a line begins. */
export function ownWords(language: string | undefined): OwnWords {
  return { lang: language, dir: "auto" };
}
