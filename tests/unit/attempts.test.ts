import fc from "fast-check";
import { expect, test } from "vitest";
import { attemptOrigin, countAttempt, forgetAttemptsAt, tooManyPasswords } from "../../core/attempts.ts";

const limit = { limit: 10, windowSeconds: 3600 };
const hour = 3_600_000;

/** Makes attempts at these moments, and answers which of them were allowed. */
function attempt(moments: number[], rule = limit): { allowed: number[]; remembered: number[] } {
  const allowed: number[] = [];
  let times: number[] = [];
  for (const now of moments) {
    const counted = countAttempt(times, now, rule);
    times = counted.times;
    if (counted.kind === "allowed") allowed.push(now);
  }
  return { allowed, remembered: times };
}

test("ten attempts in an hour are allowed, the eleventh waits for the first to be an hour ago", () => {
  const moments = Array.from({ length: 10 }, (_, index) => index * 60_000);
  const { remembered } = attempt(moments);
  expect(countAttempt(remembered, 600_000, limit)).toMatchObject({ kind: "refused", retryAfter: 3000 });
  expect(countAttempt(remembered, hour - 1, limit)).toMatchObject({ kind: "refused", retryAfter: 1 });
  expect(countAttempt(remembered, hour, limit).kind).toBe("allowed");
});

test("whoever goes on trying has to wait no longer for it", () => {
  const { remembered } = attempt(Array.from({ length: 100 }, (_, index) => index));
  expect(remembered).toHaveLength(10);
  expect(countAttempt(remembered, hour, limit).kind).toBe("allowed");
});

test("a clock that was set back locks nobody out for longer than the window", () => {
  const { remembered } = attempt(Array.from({ length: 10 }, () => 50 * hour));
  expect(countAttempt(remembered, 0, limit)).toMatchObject({ kind: "refused", retryAfter: 3600 });
});

test("what is forgotten matters to no later attempt", () => {
  const { remembered } = attempt([1000, 2000]);
  expect(forgetAttemptsAt(remembered, limit)).toBe(2000 + hour);
  expect(forgetAttemptsAt([], limit)).toBeUndefined();
  expect(countAttempt(remembered, 2000 + hour, limit).times).toEqual([2000 + hour]);
});

test("no window ever holds more allowed attempts than the limit, and who waits as told is let in", () => {
  const rules = fc.record({
    limit: fc.integer({ min: 1, max: 12 }),
    windowSeconds: fc.integer({ min: 1, max: 7200 }),
  });
  fc.assert(
    fc.property(rules, fc.array(fc.nat(20_000_000), { maxLength: 80 }), (rule, moments) => {
      const sorted = moments.toSorted((a, b) => a - b);
      const { allowed, remembered } = attempt(sorted, rule);
      for (const start of allowed) {
        const inWindow = allowed.filter((time) => time >= start && time < start + rule.windowSeconds * 1000);
        expect(inWindow.length).toBeLessThanOrEqual(rule.limit);
      }
      expect(remembered.length).toBeLessThanOrEqual(rule.limit);
      const now = sorted.at(-1) ?? 0;
      const next = countAttempt(remembered, now, rule);
      if (next.kind === "refused") {
        expect(next.retryAfter).toBeGreaterThanOrEqual(1);
        expect(next.retryAfter).toBeLessThanOrEqual(rule.windowSeconds);
        expect(countAttempt(next.times, now + next.retryAfter * 1000, rule).kind).toBe("allowed");
      }
    }),
  );
});

test("a household's IPv6 addresses count as one, however they are written", () => {
  const same = ["2001:db8:1:2::1", "2001:DB8:1:2:3:4:5:6", "2001:0db8:0001:0002::", "2001:db8:1:2::9%eth0"];
  expect(new Set(same.map(attemptOrigin))).toEqual(new Set(["2001:db8:1:2::/64"]));
  expect(attemptOrigin("2001:db8:1:3::1")).not.toBe("2001:db8:1:2::/64");
  expect(attemptOrigin("::1")).toBe("0:0:0:0::/64");
  expect(attemptOrigin("203.0.113.7")).toBe("203.0.113.7");
  expect(attemptOrigin("::ffff:203.0.113.7")).toBe("203.0.113.7");
  expect(attemptOrigin("unknown")).toBe("unknown");
});

test("every address has an origin, and its neighbours in the same /64 have the same one", () => {
  const groups = fc.array(fc.nat(0xffff), { minLength: 8, maxLength: 8 });
  fc.assert(
    fc.property(groups, groups, (one, other) => {
      const write = (parts: number[]) => parts.map((part) => part.toString(16)).join(":");
      const neighbour = [...one.slice(0, 4), ...other.slice(4)];
      expect(attemptOrigin(write(one))).toBe(attemptOrigin(write(neighbour)));
      expect(attemptOrigin(attemptOrigin(write(one)).replace("/64", ""))).toBe(attemptOrigin(write(one)));
    }),
  );
});

test("the refusal says when to try again", () => {
  const refusal = tooManyPasswords(120);
  expect([refusal.status, refusal.code]).toEqual([429, "account.too_many_attempts"]);
  expect(refusal.headers).toEqual({ "Retry-After": "120" });
});
