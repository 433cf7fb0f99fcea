import type { Services } from "../core/ports.ts";

/** Erases accounts whose days of grace are over. Those whose families are still being erased wait for the next sweep. */
export async function sweepAccounts({ ownAccount, log }: Services): Promise<void> {
  const erased = await ownAccount.erasePast();
  if (erased > 0) log("sweep.accounts", { erased });
}
