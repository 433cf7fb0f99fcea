import { expect, test } from "vitest";
import { requireRole, roleAllows } from "../../core/access.ts";
import type { Role } from "../../core/schemas.ts";

const roles: Role[] = ["viewer", "editor", "owner"];

test("a role may do what the roles below it may, and no more", () => {
  const table = roles.map((role) => roles.map((needed) => roleAllows(role, needed)));
  expect(table).toEqual([
    [true, false, false],
    [true, true, false],
    [true, true, true],
  ]);
});

test("what somebody may not even know of is not found, not forbidden", () => {
  expect(() => requireRole("memory", undefined, "viewer")).toThrow(
    expect.objectContaining({ code: "memory.not_found", status: 404 }),
  );
});

test("what somebody may see but not change is forbidden", () => {
  expect(() => requireRole("memory", "viewer", "editor")).toThrow(
    expect.objectContaining({ code: "memory.forbidden", status: 403 }),
  );
});
