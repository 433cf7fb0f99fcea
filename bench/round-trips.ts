import type { Measured } from "./measured.ts";
export async function measureRoundTrips(): Promise<Measured> {
  throw new Error("later");
}
