import { listRelated } from "../../core/search.ts";
import { makeRelated } from "../search/related-card.tsx";
import { readId, visitAsViewer } from "../session/visit.ts";
import type { Route } from "./+types/related.list";

/** The stories that go with one, for its page, which asks for them only once somebody comes near their place. */
export function loader(visit: Route.LoaderArgs): Promise<Response> {
  return visitAsViewer(visit, async (services, viewer) => {
    const related = await listRelated(services, viewer, readId("memory", visit.params.memoryId));
    return Response.json(related.map(makeRelated));
  });
}
