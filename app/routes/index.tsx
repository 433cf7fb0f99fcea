import { href, redirect } from "react-router";
import { notFound } from "../../core/errors.ts";
import { visitAsViewer } from "../session/visit.ts";
import type { Route } from "./+types/index";

/** Opens the vault of the viewer's first family. */
export function loader(visit: Route.LoaderArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    const [family] = await services.families.list(viewer);
    if (!family) throw notFound("family");
    throw redirect(href("/families/:familyId", { familyId: family.id }));
  });
}
