import { setTimeout as wait } from "node:timers/promises";
import { type Account, openAccount } from "../tests/api/account.ts";
import { type House, openHouse } from "../tests/house.ts";
import { type Measured, percentile, round } from "./measured.ts";
import { keepMemory } from "./round-trips.ts";
import { renewCookie } from "./session-cookie.ts";

const farMilliseconds = 100;
const repetitions = 15;

/** How long signed-in pages take when each round trip to the database takes 100 ms more (docs/decisions/0007). */
export async function measureFarDatabase(): Promise<Measured> {
  const house = await openHouse();
  try {
    const account = await openAccount(house, "Rose Miller");
    const me = await fetch(`${house.url}/api/v1/me`, { headers: account.jwt });
    const { families } = (await me.json()) as { families: { id: string }[] };
    const familyId = families[0]?.id ?? "";
    const memoryId = await keepMemory(house, account, familyId);
    const rows: Measured["rows"] = [];
    const asked: [string, string, boolean][] = [
      ["vault, session copied in the cookie", `/families/${familyId}`, true],
      ["vault, session looked up (once a minute)", `/families/${familyId}`, false],
      ["memory", `/memories/${memoryId}`, true],
      ["timeline", `/families/${familyId}/timeline`, true],
      ["search", `/families/${familyId}/search?q=country`, true],
    ];
    for (const [page, path, cached] of asked) {
      const near = await time(house, account, path, cached, 0);
      const far = await time(house, account, path, cached, farMilliseconds);
      rows.push({
        page,
        "round trips": far.roundTrips,
        "near p50 ms": round(near.p50),
        "far p50 ms": round(far.p50),
        "added ms": round(far.p50 - near.p50),
      });
    }
    const most = Math.max(...rows.slice(0, 1).map((row) => Number(row["added ms"])));
    return {
      title: "Signed-in pages far from the database",
      about: `Each page asked ${repetitions} times, one after the other; the proxy in front of the database holds each request for ${farMilliseconds} ms ("far") or lets it through ("near").`,
      rows,
      goals: [{ what: "the vault's page, added by a far database", unit: "ms", measured: most, atMost: 130 }],
    };
  } finally {
    await house.close();
  }
}

async function time(
  house: House,
  account: Account,
  path: string,
  cached: boolean,
  delay: number,
): Promise<{ p50: number; roundTrips: number }> {
  const milliseconds: number[] = [];
  let roundTrips = 0;
  for (let at = 0; at < repetitions; at += 1) {
    house.vendors.database.fault = undefined;
    const fresh = await renewCookie(house, account.cookie);
    // Without its signed copy the session has to be looked up in the database.
    const cookie = cached
      ? fresh.Cookie
      : fresh.Cookie.split("; ")
          .filter((each) => !each.includes("session_data"))
          .join("; ");
    if (delay > 0) house.vendors.database.fault = () => ({ kind: "hold", until: wait(delay) });
    const begun = performance.now();
    const answer = await fetch(`${house.url}${path}`, { headers: { Cookie: cookie } });
    await answer.arrayBuffer();
    milliseconds.push(performance.now() - begun);
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
    roundTrips = Number(answer.headers.get("Server-Timing")?.match(/desc="(\d+) round trips"/)?.[1]);
  }
  house.vendors.database.fault = undefined;
  return { p50: percentile(milliseconds, 50), roundTrips };
}
