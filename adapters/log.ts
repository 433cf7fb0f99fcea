import type { Log } from "../core/ports.ts";

/** Writes one JSON line an event, each with the request's id. */
export function createLog(requestId: string): Log {
  return (event, fields = {}, level = "info") => {
    const line = JSON.stringify({ time: new Date().toISOString(), level, event, requestId, ...fields });
    if (level === "error") console.error(line);
    else if (level === "warn") console.warn(line);
    else console.log(line);
  };
}
