import { expect, test } from "vitest";
import { quoteName, writeInvitationMail } from "../../core/invitation-mail.ts";
import { maskEmail } from "../../core/invitations.ts";
import { hideTokens } from "../../worker/hide-tokens.ts";

test.each([
  ["Rose  Miller", "Rose Miller"],
  ["J. R. Müller-Lüdenscheidt", "J. R. Müller-Lüdenscheidt"],
  ["María José O’Neill", "María José O’Neill"],
  ["Win at http://evil.example/now", "Win at http evil example now"],
  ["mail me@evil.example", "mail me evil example"],
  ["two\r\nlines\u0000\u2028here", "two lines here"],
  ["\u200b \n", "MemoryVault"],
  ["x".repeat(500), "x".repeat(60)],
])("the name %j stands in a mail as %j", (name, quoted) => {
  expect(quoteName(name)).toBe(quoted);
});

test("an address is shown so that only its owner knows it again", () => {
  expect(maskEmail("rose.miller@example.com")).toBe("r•••@example.com");
  expect(maskEmail("nonsense")).toBe("•••");
});

test("an invitation's mail says who invites to what and until when, and its link stands alone on its line", () => {
  const letter = {
    email: "ida@example.com",
    familyName: "Miller family",
    inviter: "Rose",
    role: "viewer",
    link: "https://memoryvault.example/invitations/abc",
    expiresAt: "2026-12-01T10:00:00.000Z",
  } as const;
  const english = writeInvitationMail(letter, "en");
  const spanish = writeInvitationMail(letter, "es");
  expect(english.subject).toBe("Rose invites you to the stories of Miller family");
  expect(english.text).toContain("until December 1, 2026");
  expect(spanish.subject).toBe("Rose te invita a las historias de Miller family");
  expect(spanish.text).toContain("hasta el 1 de diciembre de 2026");
  for (const { text } of [english, spanish]) expect(text.split("\n")).toContain(letter.link);
});

test.each([
  ["/invitations/abc_DEF-123", "/invitations/:token"],
  ["/invitations/abc.data", "/invitations/:token"],
  ["/api/v1/invitations/abc/accept", "/api/v1/invitations/:token/accept"],
  ["/families/1/settings", "/families/1/settings"],
])("a log knows %s as %s", (path, logged) => {
  expect(hideTokens(path)).toBe(logged);
});
