import { expect } from "vitest";
import { type Problem, problemSchema } from "../../core/schemas.ts";

/** Expects a refusal in the one form that all refusals have, and gives its body back. */
export async function expectProblem(response: Response, status: number, code?: string): Promise<Problem> {
  const text = await response.text();
  expect(response.status, text).toBe(status);
  expect(response.headers.get("Content-Type")).toBe("application/problem+json");
  const problem = problemSchema.parse(JSON.parse(text));
  expect(problem.status).toBe(status);
  expect(problem.code).toMatch(/^[a-z]+\.[a-z_]+$/);
  expect(problem.requestId).toBe(response.headers.get("X-Request-Id"));
  if (code) expect(problem.code).toBe(code);
  return problem;
}
