import type { Viewer } from "./access.ts";
import { AppError } from "./errors.ts";
import type { Services } from "./ports.ts";
import type { Family } from "./schemas.ts";
import type { OwnAccount } from "./stores.ts";

/** For so many days after it was asked for, a deletion can be taken back. */
export const graceDays = 30;

/** The viewer's account and families. 401 `session.required` when the account is gone while its proof still holds. */
export async function describeAccount(
  services: Services,
  viewer: Viewer,
): Promise<{ account: OwnAccount; families: Family[] }> {
  const found = await services.ownAccount.find(viewer);
  if (!found) throw new AppError("session.required", 401, "Please sign in first.");
  // The first family is made on first use.
  return found.families.length > 0 ? found : { ...found, families: await services.families.list(viewer) };
}

/**
 * Has the viewer's account deleted in `graceDays` days, for whoever knows its password; answers when, as RFC 3339. A mail
 * tells its owner. 422 `account.wrong_password`, 409 `account.last_owner`, 429 `account.too_many_attempts`.
 */
export async function leaveForGood(
  services: Services,
  request: Request,
  viewer: Viewer,
  password: string,
): Promise<string> {
  await services.accounts.provePassword(request, viewer, password);
  const { deleteAfter, heldBy } = await services.ownAccount.leave(viewer, graceDays);
  if (deleteAfter === undefined) throw lastOwner(heldBy);
  services.log("account.leaving", { userId: viewer.userId });
  await services.accounts.tellLeaving(request, viewer, deleteAfter);
  return deleteAfter;
}

function lastOwner(families: string[]): AppError {
  const named = families.map((name) => `“${name}”`).join(", ");
  return new AppError(
    "account.last_owner",
    409,
    `Others belong to ${named}, and nobody but you owns it. Make one of them an owner first, or delete the family.`,
    { errors: families.map((message) => ({ path: "families", message })) },
  );
}
