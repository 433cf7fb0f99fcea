import { questionSchema, suggestSearches } from "../../core/search.ts";
import { readId, visitAsViewer } from "../session/visit.ts";
import type { Route } from "./+types/search.suggestions";

/** What the family has that begins with or looks like what is being typed into the field of the search. */
export function loader(visit: Route.LoaderArgs): Promise<Response> {
  return visitAsViewer(visit, async (services, viewer) => {
    const familyId = readId("family", visit.params.familyId);
    const typed = new URL(visit.request.url).searchParams.get("q") ?? "";
    return Response.json(
      await suggestSearches(services, viewer, familyId, questionSchema.parse(typed.trim().slice(0, 300))),
    );
  });
}
