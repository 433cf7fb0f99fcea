import { z } from "zod";
import { facetsSchema, momentSchema, suggestionSchema } from "../../core/search-answers.ts";
import type { Found, SearchStore } from "../../core/stores.ts";
import { asViewer, type Database } from "./database.ts";
import { readFamilyRow } from "./families.ts";
import { readMemoryRow } from "./memory-row.ts";
import { relatedStatement } from "./related-statement.ts";
import { marks, searchStatement } from "./search-statement.ts";
import { suggestionsStatement } from "./suggestions-statement.ts";

const momentsSchema = z.array(momentSchema);
const foundFacetsSchema = facetsSchema.partial();

/** Search by words and by meaning. Each verb is one round trip. */
export function createSearchStore(db: Database): SearchStore {
  return {
    async find(viewer, familyId, asked, filters, page) {
      const [rows] = await asViewer(db, viewer, [
        searchStatement(db, viewer, familyId, asked, filters, page),
      ]);
      const [first] = rows;
      if (!first) return undefined;
      const found = rows.flatMap(({ row, narratorName, score, headline, moments }): Found[] =>
        row
          ? [
              {
                memory: readMemoryRow({ row, narratorName }),
                score: score ?? 0,
                headline: splitAtMarks(headline ?? ""),
                moments: momentsSchema.parse(moments ?? []),
              },
            ]
          : [],
      );
      const items = found.slice(0, page.limit);
      const last = found.length > page.limit ? items.at(-1) : undefined;
      const none = { chapter: [], decade: [], tone: [], person: [], place: [], narrator: [], theme: [] };
      return {
        family: readFamilyRow(first.family),
        items,
        nextCursor: last && `${last.score}_${last.memory.id}`,
        total: first.total,
        facets: { ...none, ...foundFacetsSchema.parse(first.facets ?? {}) },
      };
    },

    async suggest(viewer, familyId, typed, limit) {
      const [answer] = await asViewer(db, viewer, [suggestionsStatement(db, viewer, familyId, typed, limit)]);
      const [row] = answer;
      return row && z.array(suggestionSchema).parse(row.suggestions);
    },

    async related(viewer, memoryId, meaning, limit) {
      const [rows] = await asViewer(db, viewer, [relatedStatement(db, viewer, memoryId, meaning, limit)]);
      if (rows.length === 0) return undefined;
      return rows.flatMap(({ row, narratorName, people, places, near }) =>
        row ? [{ memory: readMemoryRow({ row, narratorName }), why: { people, places, meaning: near } }] : [],
      );
    },
  };
}

function splitAtMarks(headline: string): Found["headline"] {
  return headline
    .split(marks.start)
    .flatMap((part, index) => {
      const [text = "", rest] = index === 0 ? [part] : part.split(marks.end);
      if (index === 0) return [{ text, marked: false }];
      return [
        { text, marked: true },
        { text: rest ?? "", marked: false },
      ];
    })
    .filter(({ text }) => text !== "");
}
