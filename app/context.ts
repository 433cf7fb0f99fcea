import { createContext } from "react-router";
import type { Viewer } from "../core/access.ts";
import type { Services } from "../core/ports.ts";

/** What the Worker hands to loaders and actions, filled once per request. */
export interface AppLoadContext {
  services: Services;
  /** undefined: nobody is signed in. */
  viewer: Viewer | undefined;
  requestId: string;
  /** Of the page's Content-Security-Policy. */
  nonce: string;
}

export const appContext = createContext<AppLoadContext>();
