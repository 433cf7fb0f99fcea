import { createRoute } from "@hono/zod-openapi";
import { type SSEStreamingApi, streamSSE } from "hono/streaming";
import { describeError } from "../../core/errors.ts";
import { openMemory } from "../../core/memories.ts";
import type { Memory } from "../../core/schemas.ts";
import { requireViewer } from "../context.ts";
import { createRouter } from "./router.ts";
import { memoryPath, refusals } from "./schemas.ts";

/** How a memory comes about, as it happens: the row is read every second for a minute, then the client reconnects. */
export const events = createRouter();

const seconds = 60;

const follow = createRoute({
  method: "get",
  path: "/memories/{memoryId}/events",
  request: { params: memoryPath },
  responses: {
    200: {
      content: { "text/event-stream": { schema: { type: "string" as const } } },
      description: "Events `status`, `progress`, `ready` and `failed`, each with {status, stage, failure}",
    },
    ...refusals,
  },
});
events.openapi(follow, async (c) => {
  const services = c.get("services");
  const viewer = requireViewer(c);
  const { memoryId } = c.req.valid("param");
  const first = await openMemory(services, viewer, memoryId);
  const tell = async (stream: SSEStreamingApi) => {
    let told: Memory | undefined;
    for (let second = 0; second < seconds && !stream.aborted; second += 1) {
      const memory = second === 0 ? first : await openMemory(services, viewer, memoryId);
      const name = nameChange(told, memory);
      if (name) {
        const { status, stage, failure, version } = memory;
        await stream.writeSSE({
          event: name,
          data: JSON.stringify({ status, stage, failure, version }),
          retry: 2000,
        });
      }
      if (memory.status === "ready" || memory.status === "failed") return;
      told = memory;
      await stream.sleep(1000);
    }
  };
  return streamSSE(c, async (stream) => {
    try {
      await tell(stream);
    } catch (error) {
      // It is too late for a refusal: the client reconnects, and is refused then if need be.
      services.log("events.broken_off", { memoryId, ...describeError(error) }, "warn");
    }
  });
});

function nameChange(
  before: Memory | undefined,
  now: Memory,
): "status" | "progress" | "ready" | "failed" | undefined {
  if (now.status === "ready" || now.status === "failed") return now.status;
  if (before?.status !== now.status) return "status";
  return JSON.stringify(before.stage) === JSON.stringify(now.stage) ? undefined : "progress";
}
