import { href, redirect } from "react-router";
import { notFound } from "../../core/errors.ts";
import { readLastFamily } from "../session/last-family.ts";
import { visitAsViewer } from "../session/visit.ts";
import type { Route } from "./+types/index";

/** Opens the vault that was open last, else the one of the viewer's first family. */
export function loader(visit: Route.LoaderArgs) {
  return visitAsViewer(visit, async (services, viewer) => {
    const families = await services.families.list(viewer);
    const lastId = readLastFamily(visit.request);
    const family = families.find(({ id }) => id === lastId) ?? families[0];
    if (!family) throw notFound("family");
    throw redirect(href("/families/:familyId", { familyId: family.id }));
  });
}
