import { z } from "zod";
import { AppError } from "./errors.ts";

/** A refusal on its way out of a Durable Object, where errors lose their class. */
export const refusalSchema = z.object({
  code: z.string(),
  status: z.number().int(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  headers: z.record(z.string(), z.string()).optional(),
});
export type Refusal = z.infer<typeof refusalSchema>;

/** A refusal as plain data. */
export function toRefusal(error: AppError): Refusal {
  const { code, status, detail, errors, headers } = error;
  return { code, status, detail, errors, headers };
}

/** The error that a refusal came from. */
export function fromRefusal({ code, status, detail, errors, headers }: Refusal): AppError {
  return new AppError(code, status, detail, { errors, headers });
}
