import { useEffect, useState } from "react";
import { useRevalidator } from "react-router";
import type { Stage } from "../../core/schemas.ts";
import type { MemoryView } from "./view.ts";

/**
 * The stage of a memory at work, as the server tells it while it happens. When the memory moves on to another status,
 * the whole page is read again. The server ends the stream now and then; the browser opens it again by itself.
 */
export function useLiveStage({
  id,
  status,
  stage,
}: Pick<MemoryView, "id" | "status" | "stage">): Stage | undefined {
  const { revalidate } = useRevalidator();
  const [told, setTold] = useState<{ status: string; stage: Stage | undefined }>();

  useEffect(() => {
    const source = new EventSource(`/api/v1/memories/${id}/events`);
    let timer: ReturnType<typeof setInterval> | undefined;
    const listen = async (event: MessageEvent<string>) => {
      const { readLiveEvent } = await import("./live-event.ts");
      const news = readLiveEvent(event.data);
      if (!news) return;
      setTold(news);
      if (news.status !== status) {
        source.close();
        void revalidate();
      }
    };
    for (const name of ["status", "progress", "ready", "failed"]) source.addEventListener(name, listen);
    source.addEventListener("error", () => {
      // Refused, not only interrupted: the browser has given up, so the page asks in the other way.
      if (source.readyState === EventSource.CLOSED) timer ??= setInterval(() => void revalidate(), 8000);
    });
    return () => {
      source.close();
      clearInterval(timer);
    };
  }, [id, status, revalidate]);

  return told?.status === status ? told.stage : stage;
}
