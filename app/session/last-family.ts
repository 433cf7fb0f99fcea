import { idSchema } from "../../core/schemas.ts";
import { makeCookie, readCookie } from "./cookies.ts";

const name = "family";

/** The family whose vault this browser looked at last; whether the viewer may still see it is asked where it is opened. */
export function readLastFamily(request: Request): string | undefined {
  return idSchema.safeParse(readCookie(request, name)).data;
}

/** Headers that remember the family; none when it is remembered already. */
export function rememberFamily(request: Request, familyId: string): HeadersInit {
  if (readLastFamily(request) === familyId) return {};
  return { "Set-Cookie": makeCookie(request, name, familyId) };
}

/** The Set-Cookie that forgets it: whoever signs in next may be of another family. */
export function forgetFamily(request: Request): string {
  return makeCookie(request, name, "");
}
