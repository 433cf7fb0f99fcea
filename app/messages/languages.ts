/** The languages that the pages speak; the first is spoken to everybody who asks for none of them. */
export const languages = ["en", "es"] as const;
export type Language = (typeof languages)[number];

/** Each language as those who speak it call it. */
export const languageNames: Record<Language, string> = { en: "English", es: "Español" };

/** Where a line of each language begins. */
export const directions: Record<Language, "ltr" | "rtl"> = { en: "ltr", es: "ltr" };

/** The cookie that holds the language a visitor chose. */
export const languageCookie = "language";

/** The language of ours with this tag. */
export function findLanguage(tag: string | undefined): Language | undefined {
  return languages.find((language) => language === tag);
}

/** The language of ours that an Accept-Language header likes best. */
export function chooseLanguage(accepted: string | null): Language {
  const wishes = (accepted ?? "").split(",").map((wish) => {
    const [tag = "", ...options] = wish.trim().toLowerCase().split(";");
    const quality = options.map((option) => /^\s*q=([\d.]+)$/.exec(option)?.[1]).find(Boolean);
    return { tag: tag.split("-")[0], quality: quality ? Number(quality) : 1 };
  });
  wishes.sort((a, b) => b.quality - a.quality);
  for (const { tag, quality } of wishes) {
    const known = findLanguage(tag);
    if (known && quality > 0) return known;
  }
  return languages[0];
}
