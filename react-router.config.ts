import type { Config } from "@react-router/dev/config";

export default {
  ssr: true,
  // Few routes, so the manifest comes with the page and no link waits for a second request.
  routeDiscovery: { mode: "initial" },
} satisfies Config;
