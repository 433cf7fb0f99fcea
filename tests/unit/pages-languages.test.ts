import { expect, test } from "vitest";
import { findFamilyId } from "../../app/house/use-family-id.ts";
import { type Catalogue, en } from "../../app/messages/en/index.ts";
import { es } from "../../app/messages/es/index.ts";
import { createI18n } from "../../app/messages/i18n.ts";
import { loadI18n } from "../../app/messages/load-i18n.ts";
import { readLanguage } from "../../app/messages/read-language.ts";
import { makeCookie, readCookie } from "../../app/session/cookies.ts";
import { forgetFamily, readLastFamily, rememberFamily } from "../../app/session/last-family.ts";
import { formatDay, formatHappened } from "../../app/words/dates.ts";
import { formatLength, formatPartOf, speakTime } from "../../app/words/durations.ts";
import { findRefusalMessage } from "../../app/words/refusals.ts";

/** Every text under its path. The forms of a plural count as one text: languages have different ones. */
function listTexts(catalogue: object, path = ""): [string, string][] {
  return Object.entries(catalogue).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    if (typeof value === "object" && value !== null) return listTexts(value, `${path}${key}.`);
    return [[`${path}${key.replace(/_(zero|one|two|few|many|other)$/, "_*")}`, String(value)]];
  });
}

/** What a text of each path must not lose: its placeholders and tags. A form of a plural may leave its number out. */
function listHoles(catalogue: Catalogue): Map<string, Set<string>> {
  const holes = new Map<string, Set<string>>();
  for (const [path, text] of listTexts(catalogue)) {
    const found = holes.get(path) ?? new Set();
    for (const [hole] of text.matchAll(/\{\{.*?\}\}|<\/?\w+\s*\/?>/g)) found.add(hole);
    holes.set(path, found);
  }
  return holes;
}

test("English and Spanish have the same texts, with the same placeholders and tags", () => {
  expect(listHoles(es)).toEqual(listHoles(en));
});

test("no text is empty, and a browser loads the same words as the server speaks", async () => {
  for (const [path, text] of [...listTexts(en), ...listTexts(es)]) expect(text.trim(), path).not.toBe("");
  expect((await loadI18n("es")).t("vault.tell")).toBe(createI18n("es").t("vault.tell"));
  expect((await loadI18n("xx")).language).toBe("en");
});

const visit = (headers: Record<string, string>, url = "https://vault.example/") =>
  new Request(url, { headers });

test("the language that somebody chose here counts more than what their browser prefers", () => {
  expect(readLanguage(visit({ "accept-language": "es-MX,es;q=0.9,en;q=0.5" }))).toBe("es");
  expect(readLanguage(visit({ "accept-language": "es-MX", cookie: "a=1; language=en" }))).toBe("en");
  expect(readLanguage(visit({ "accept-language": "es", cookie: "language=xx" }))).toBe("es");
  expect(readLanguage(visit({}))).toBe("en");
});

test("a cookie of ours is for this site alone, and over HTTPS where there is HTTPS", () => {
  const cookie = makeCookie(visit({}), "language", "es");
  expect(cookie).toBe("language=es; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax; Secure");
  expect(makeCookie(visit({}, "http://localhost:8787/"), "language", "es")).not.toContain("Secure");
  expect(readCookie(visit({ cookie: "other=language=en; language=es" }), "language")).toBe("es");
  expect(readCookie(visit({}), "language")).toBeUndefined();
});

test("the family that was open last is remembered until somebody signs out", () => {
  const familyId = "01890000-0000-7000-8000-000000000001";
  const again = visit({ cookie: `family=${familyId}` });
  expect(new Headers(rememberFamily(visit({}), familyId)).get("Set-Cookie")).toContain(`family=${familyId};`);
  expect(rememberFamily(again, familyId)).toEqual({});
  expect(readLastFamily(again)).toBe(familyId);
  expect(readLastFamily(visit({ cookie: "family=../evil" }))).toBeUndefined();
  expect(forgetFamily(again)).toContain("Max-Age=0");
});

test("the family of a page is the one in its path, else the one of what it shows", () => {
  const house = { params: { memoryId: "m" } };
  expect(findFamilyId([house, { params: { familyId: "a" }, loaderData: { familyId: "b" } }])).toBe("a");
  expect(findFamilyId([house, { params: { memoryId: "m" }, loaderData: { familyId: "b" } }])).toBe("b");
  expect(findFamilyId([house, { params: {}, loaderData: undefined }])).toBeUndefined();
});

test("dates and lengths are told in the page's language", () => {
  const { t } = createI18n("es");
  const say = (happened: Parameters<typeof formatHappened>[0]) => formatHappened(happened, t, "es");
  expect(say({ from: "1956-06", to: "1956-08", precision: "season" })).toBe("verano de 1956");
  expect(say({ from: "1950", to: "1959", precision: "decade" })).toBe("la década de 1950");
  expect(say({ from: "1956-07-14", precision: "day" })).toBe("14 de julio de 1956");
  expect(formatDay("2026-11-24T10:00:00Z", "es")).toBe("24 de noviembre de 2026");
  expect(formatLength(4800, "es").replaceAll("\u00a0", " ")).toBe("1 h 20 min");
  expect(speakTime(83, "es")).toBe("1 minuto 23 segundos");
  expect(formatPartOf(0.7, 180, "es").done).toBe("2");
});

test("a refusal of core is told in the page's language, also one that nobody foresaw", () => {
  const { t } = createI18n("es");
  expect(t(findRefusalMessage("request.too_many"))).toContain("Espera un minuto");
  expect(t(findRefusalMessage("odd.code"))).toContain("está a salvo");
});
