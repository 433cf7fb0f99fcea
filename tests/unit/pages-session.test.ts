import fc from "fast-check";
import { expect, test } from "vitest";
import { explainRefusal, signUpSchema } from "../../app/session/account-forms.ts";
import { readSafeNext, signInPath } from "../../app/session/safe-next.ts";
import { AppError } from "../../core/errors.ts";

test("after signing in one goes on where one was", () => {
  expect(readSafeNext("/memories/1?t=83#words")).toBe("/memories/1?t=83#words");
  expect(signInPath("/memories/1?t=83")).toBe("/sign-in?next=%2Fmemories%2F1%3Ft%3D83");
  expect(signInPath("/")).toBe("/sign-in");
});

test("after signing in one never leaves the house", () => {
  const elsewhere = [
    null,
    "",
    "https://evil.example",
    "//evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "\\\\evil.example",
    "javascript:alert(1)",
    "evil.example",
    " /memories",
  ];
  for (const next of elsewhere) expect(readSafeNext(next)).toBe("/");
});

test("whatever is asked, the next page is one of this origin", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.webPath(),
        fc.webUrl(),
        fc.string().map((end) => `/${end}`),
      ),
      (next) => {
        const safe = readSafeNext(next);
        expect(new URL(safe, "https://memoryvault.example").origin).toBe("https://memoryvault.example");
      },
    ),
  );
});

test("a sign-up form says what is missing", () => {
  const { error } = signUpSchema.safeParse({ email: "rose", password: "short" });
  expect(error?.issues.map(({ path, message }) => [path.join("."), message])).toEqual([
    ["name", "entry.nameMissing"],
    ["email", "entry.emailWrong"],
    ["password", "entry.passwordShort"],
  ]);
});

test("a wrong password is explained kindly, and what nobody foresaw in its own words", () => {
  expect(explainRefusal(new AppError("account.wrong_password", 401, "No."))).toBe("entry.wrongPassword");
  expect(explainRefusal(new AppError("request.too_many", 429, "No."))).toBe("entry.tooMany");
  expect(explainRefusal(new AppError("account.odd", 422, "Something odd."))).toBe("Something odd.");
});
