import { listMemories } from "../../core/memories.ts";
import { readId, visitAsViewer } from "../session/visit.ts";
import type { Route } from "./+types/upload-arrived";

/** How the newest memories of a family are doing, for the page that sent many of them. */
export function loader(visit: Route.LoaderArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    const familyId = readId("family", visit.params.familyId);
    const { items } = await listMemories(services, viewer, familyId, {}, { limit: 100 });
    return items.map(({ id, title, status, stage, recording: { seconds } }) => ({
      id,
      title,
      status,
      stage,
      recording: { seconds },
    }));
  });
}

/** A network that is away is no reason to take the page away on which files wait for it: nothing is news then. */
export async function clientLoader({ serverLoader }: Route.ClientLoaderArgs) {
  try {
    return await serverLoader();
  } catch (error) {
    if (error instanceof Response) throw error;
    return undefined;
  }
}
