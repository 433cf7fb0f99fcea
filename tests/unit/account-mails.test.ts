import { expect, test } from "vitest";
import { type AccountMail, chooseMailLanguage, writeAccountMail } from "../../core/account-mails.ts";

const email = "rose@example.com";
const link = "https://memoryvault.example/page?token=abc";
const mails: AccountMail[] = [
  { kind: "verify", email, link },
  { kind: "verify-change", email, link },
  { kind: "email-changing", email, newEmail: "new@example.com" },
  { kind: "reset", email, link },
  { kind: "password-changed", email, link },
  { kind: "leaving", email, on: "2026-12-24T10:00:00.000Z", link },
];

test("every mail says whose account it is about and what to do if it wasn't them, in both languages", () => {
  for (const mail of mails) {
    const english = writeAccountMail(mail, "en");
    const spanish = writeAccountMail(mail, "es");
    expect(english.subject).not.toBe(spanish.subject);
    for (const { subject, text } of [english, spanish]) {
      expect(subject).toMatch(/^[^\r\n]{5,60}$/);
      expect(text).toContain(email);
      if ("link" in mail) expect(text).toContain(`\n${mail.link}\n`);
    }
    expect(english.text).toMatch(/if it wasn't you/i);
    expect(spanish.text).toMatch(/si no has sido tú/i);
  }
});

test("a deletion is told with its day as the reader's language writes it", () => {
  const mail: AccountMail = { kind: "leaving", email, on: "2026-12-24T10:00:00.000Z", link };
  expect(writeAccountMail(mail, "en").text).toContain("December 24, 2026");
  expect(writeAccountMail(mail, "es").text).toContain("24 de diciembre de 2026");
});

test("a mail is in the language that was chosen for the pages, else in the one the browser likes best", () => {
  const choose = (headers: Record<string, string>) => chooseMailLanguage(new Headers(headers));
  expect(choose({})).toBe("en");
  expect(choose({ "Accept-Language": "es-MX,es;q=0.9,en;q=0.8" })).toBe("es");
  expect(choose({ "Accept-Language": "de,en;q=0.5,es;q=0.4" })).toBe("en");
  expect(choose({ "Accept-Language": "es;q=0, en" })).toBe("en");
  expect(choose({ Cookie: "a=b; language=es", "Accept-Language": "en" })).toBe("es");
  expect(choose({ Cookie: "language=en", "Accept-Language": "es" })).toBe("en");
});
