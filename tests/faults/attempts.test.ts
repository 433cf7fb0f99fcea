import { afterAll, beforeAll, expect, test } from "vitest";
import { openAccount, password, postAuth } from "../api/account.ts";
import { expectProblem } from "../api/problem.ts";
import { type House, openHouse } from "../house.ts";

let house: House;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house?.close());

// Each test from an address of its own: all tries from one are counted, too.
const signIn = (email: string, secret: string, address: string) =>
  postAuth(house, "/sign-in/email", { email, password: secret }, { "CF-Connecting-IP": address });

test("attempts that were counted stay counted when the Worker is ended and started anew", async () => {
  const { email } = await openAccount(house, "Rita Restart");
  for (let time = 0; time < 10; time += 1)
    expect((await signIn(email, `wrong ${time}`, "203.0.113.77")).status).toBe(401);
  await house.restart();
  await expectProblem(await signIn(email, password, "203.0.113.77"), 429, "account.too_many_attempts");
  const elsewhere = await postAuth(house, "/sign-in/email", { email, password });
  expect(elsewhere.status).toBe(200);
});

test("an attempt is counted though the database is away while it is made", async () => {
  const { email } = await openAccount(house, "Dora Down");
  house.vendors.database.fault = () => ({ kind: "answer", status: 503 });
  for (let time = 0; time < 10; time += 1) {
    await expectProblem(await signIn(email, `wrong ${time}`, "203.0.113.78"), 503, "database.unavailable");
  }
  house.mendVendors();
  await expectProblem(await signIn(email, password, "203.0.113.78"), 429, "account.too_many_attempts");
});
