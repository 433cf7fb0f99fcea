import { expect, test } from "vitest";
import { readDevice } from "../../app/account/device.ts";
import { explainRefusal } from "../../app/session/account-forms.ts";
import { readSafeNext, signInPath } from "../../app/session/safe-next.ts";
import { AppError } from "../../core/errors.ts";

test("a device is named as people call it", () => {
  const devices: [string, { browser: string; system: string }][] = [
    [
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0",
      { browser: "Edge", system: "Windows" },
    ],
    [
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1",
      { browser: "Safari", system: "iPhone" },
    ],
    [
      "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Gecko/20100101 Firefox/140.0",
      { browser: "Firefox", system: "Mac" },
    ],
    [
      "Mozilla/5.0 (Linux; Android 15; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/27.0 Chrome/125.0.0.0 Mobile Safari/537.36",
      { browser: "Samsung Internet", system: "Android" },
    ],
  ];
  for (const [userAgent, device] of devices) expect(readDevice(userAgent)).toEqual(device);
  expect(readDevice("some player (Windows)")).toEqual({ browser: undefined, system: "Windows" });
  expect(readDevice("curl/8.0")).toBeUndefined();
  expect(readDevice(undefined)).toBeUndefined();
});

test("whoever follows an invitation comes back to it from the door", () => {
  const next = "/invitations/abc-DEF_123";
  expect(readSafeNext(next)).toBe(next);
  expect(signInPath(next)).toBe(`/sign-in?next=${encodeURIComponent(next)}`);
});

test("what is wrong with a password or a link is said kindly", () => {
  const explain = (code: string, status: number) => explainRefusal(new AppError(code, status, "No."));
  expect(explain("account.too_many_attempts", 429)).toBe("account.tooManyPasswords");
  expect(explain("account.wrong_password", 422)).toBe("account.notYourPassword");
  expect(explain("account.link_spent", 422)).toBe("account.linkSpent");
});
