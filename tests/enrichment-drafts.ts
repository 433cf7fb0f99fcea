import type { EnrichmentDraft, Mentions } from "../core/enrichment-draft.ts";

/** An answer that claims nothing. */
export const emptyDraft: EnrichmentDraft = {
  title: { text: "", quote: "" },
  oneLiner: { text: "", quote: "" },
  summary: [],
  lessons: [],
  quotes: [],
  chapter: "early-life",
  chapters: [],
  themes: [],
  tone: { primary: "warm", intensity: 5, arc: [] },
  people: [],
  places: [],
  dates: [],
  happenedDate: null,
  followUps: [],
  warnings: [],
};

export const noMentions: Mentions = { people: [], places: [], dates: [] };
