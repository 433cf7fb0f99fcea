import { appContext } from "../context.ts";
import type { Route } from "./+types/notifications.count";

/** How much of the viewer's news is unread, as a number: pages ask for it once they stand, so that none waits for it. */
export async function loader({ context }: Route.LoaderArgs): Promise<Response> {
  const { services, viewer } = context.get(appContext);
  // Whoever has just been signed out has no news.
  const unread = viewer ? await services.notifications.countUnread(viewer) : 0;
  return new Response(String(unread), { headers: { "Content-Type": "text/plain" } });
}
