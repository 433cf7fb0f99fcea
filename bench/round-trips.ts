import { type Account, openAccount } from "../tests/api/account.ts";
import { makePlaces } from "../tests/api/places.ts";
import { callRoute, listRoutes } from "../tests/api/routes.ts";
import { waitUntil } from "../tests/family.ts";
import { type House, openHouse } from "../tests/house.ts";
import { readSpeech } from "../tests/recordings.ts";
import type { Measured } from "./measured.ts";
import { renewCookie } from "./session-cookie.ts";

/** How often each route of the API and each page asks the database, by what their answers say of themselves. */
export async function measureRoundTrips(): Promise<Measured> {
  const house = await openHouse();
  try {
    const account = await openAccount(house, "Rose Miller");
    const me = await fetch(`${house.url}/api/v1/me`, { headers: account.jwt });
    const { families } = (await me.json()) as { families: { id: string }[] };
    const familyId = families[0]?.id ?? "";
    const kept = await keepMemory(house, account, familyId);
    const rows: { route: string; "round trips": number }[] = [];
    const routes = await listRoutes(house);
    for (const route of routes) {
      const places = await makePlaces(house, familyId, account.jwt, route);
      if (route.method === "GET") places.memoryId = kept;
      const answer = await callRoute(house, route, places, account.jwt);
      rows.push({ route: route.name, "round trips": await readRoundTrips(route.name, answer) });
    }
    const cookie = await renewCookie(house, account.cookie);
    for (const [name, path] of [
      ["page of the vault", `/families/${familyId}`],
      ["page of a memory", `/memories/${kept}`],
      ["page of what is new", "/notifications"],
    ] as const) {
      const answer = await fetch(`${house.url}${path}`, { headers: cookie });
      rows.push({ route: name, "round trips": await readRoundTrips(name, answer) });
    }
    rows.sort((a, b) => b["round trips"] - a["round trips"]);
    const more = rows.filter((row) => row["round trips"] > 1);
    return {
      title: "Round trips to the database",
      about:
        "Each route called once with a JWT, each page with a fresh session cookie; a batch of statements is one round trip. An event stream counts until it begins to flow.",
      rows,
      goals: [{ what: "more than one round trip", unit: "routes", measured: more.length, atMost: 0 }],
    };
  } finally {
    await house.close();
  }
}

async function readRoundTrips(name: string, answer: Response): Promise<number> {
  await answer.body?.cancel();
  const told = answer.headers.get("Server-Timing")?.match(/desc="(\d+) round trips"/)?.[1];
  if (!answer.ok || told === undefined) throw new Error(`${name} answered ${answer.status}`);
  return Number(told);
}

/** A memory that has been through the whole pipeline, so that there is something to hear. */
export async function keepMemory(house: House, { jwt }: Account, familyId: string): Promise<string> {
  const form = new FormData();
  form.set("audio", new Blob([await readSpeech("jfk.wav")]), "story.wav");
  const path = `${house.url}/api/v1/families/${familyId}/memories`;
  const sent = await fetch(path, { method: "POST", headers: jwt, body: form });
  const { id } = (await sent.json()) as { id: string };
  await waitUntil(
    () => house.logs.find((line) => line.memoryId === id && line.event === "memory.ready"),
    "the memory is ready",
  );
  return id;
}
