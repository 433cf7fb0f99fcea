import type { TFunction } from "i18next";
import type { Memory, Stage } from "../../core/schemas.ts";
import { formatPartOf } from "./durations.ts";

/** What is said of a memory at work. */
export type MemoryAtWork = Pick<Memory, "status" | "stage"> & { recording: { seconds: number } };

/** Whether a memory is still on its way to be ready. */
export function isAtWork(memory: Pick<Memory, "status">): boolean {
  return memory.status !== "ready" && memory.status !== "failed";
}

/** Where each stage begins on the whole way, and how much of it there is. */
const stretches: Record<Stage["name"], { from: number; length: number }> = {
  transcribe: { from: 0.05, length: 0.6 },
  enrich: { from: 0.65, length: 0.15 },
  pin: { from: 0.8, length: 0.2 },
};
const stageOfStatus = { transcribing: "transcribe", enriching: "enrich", pinning: "pin" } as const;

/** How far a memory is on its whole way, 0–1. */
export function measureProgress({ status, stage }: MemoryAtWork): number {
  if (status === "ready") return 1;
  if (status !== "transcribing" && status !== "enriching" && status !== "pinning") return 0;
  const name = stageOfStatus[status];
  const { from, length } = stretches[name];
  return from + length * (stage?.name === name ? stage.progress : 0);
}

/** The stage of a memory at work as a sentence. `time` tells a moment as the reader's clock shows it, where that is known. */
export function describeStage(
  { status, stage, recording }: MemoryAtWork,
  t: TFunction,
  language: string,
  time: ((moment: string) => string) | undefined,
): string {
  if (stage?.retryAt) {
    const again = time ? t("stage.againAt", { time: time(stage.retryAt) }) : t("stage.again");
    return `${t(`stage.busy.${stage.name}`)} ${again}`;
  }
  switch (status) {
    case "uploading":
      return t("stage.uploading");
    case "uploaded":
      return t("stage.uploaded");
    case "transcribing":
      return stage?.name === "transcribe" && stage.progress > 0
        ? t("stage.transcribingOf", formatPartOf(stage.progress, recording.seconds, language))
        : t("stage.transcribing");
    case "enriching":
      return t("stage.enriching");
    case "pinning":
      return t("stage.pinning");
    case "ready":
    case "failed":
      return "";
  }
}
