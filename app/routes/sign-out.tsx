import { redirect } from "react-router";
import { appContext } from "../context.ts";
import { forgetFamily } from "../session/last-family.ts";
import type { Route } from "./+types/sign-out";

/** Looking at this page changes nothing: only the button signs out. */
export function loader() {
  throw redirect("/");
}

export async function action({ request, context }: Route.ActionArgs) {
  const { services } = context.get(appContext);
  const headers = new Headers({ "Set-Cookie": forgetFamily(request) });
  for (const cookie of await services.accounts.signOut(request)) headers.append("Set-Cookie", cookie);
  return redirect("/sign-in", { headers });
}
