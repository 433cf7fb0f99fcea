import { index, layout, type RouteConfig, route } from "@react-router/dev/routes";

export default [
  route("sign-in", "routes/sign-in.tsx"),
  route("sign-up", "routes/sign-up.tsx"),
  route("sign-out", "routes/sign-out.tsx"),
  layout("routes/house.tsx", [
    index("routes/index.tsx"),
    route("families/:familyId", "routes/vault.tsx"),
    route("families/:familyId/memories/new", "routes/memories.new.tsx"),
    route("memories/:memoryId", "routes/memory.tsx"),
    route("notifications", "routes/notifications.tsx"),
  ]),
  route("*", "routes/nowhere.tsx"),
] satisfies RouteConfig;
