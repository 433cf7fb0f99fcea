import { parseWithZod } from "@conform-to/zod/v4";
import type { Viewer } from "../../core/access.ts";
import { deleteMemory } from "../../core/deleting.ts";
import { AppError } from "../../core/errors.ts";
import { editMemory, editSegment, retryMemory } from "../../core/memories.ts";
import type { Services } from "../../core/ports.ts";
import { reprocessMemory } from "../../core/reprocessing.ts";
import type { MemoryPatch } from "../../core/schemas.ts";
import { askForVoices, nameVoice } from "../../core/speakers.ts";
import { joinHappened } from "../words/happened-parts.ts";
import {
  correctSchema,
  detailsSchema,
  type Intent,
  intentSchema,
  renameSchema,
  voiceSchema,
} from "./forms.ts";

/** What came of something that a person did on the memory page. `undo` holds the fields of the form that takes it back. */
export type Outcome =
  | { kind: "done"; intent: Intent; segmentId?: string; undo?: Record<string, string> }
  | { kind: "deleted"; intent: "delete"; segmentId?: string; familyId: string }
  | {
      kind: "invalid";
      intent: Intent;
      segmentId?: string;
      errors: Record<string, string[] | null>;
      values: Record<string, string>;
    }
  | { kind: "refused"; intent: Intent; segmentId?: string; code: string };

/** Does what a form of the memory page asks for. */
export async function changeMemory(
  services: Services,
  viewer: Viewer,
  memoryId: string,
  form: FormData,
): Promise<Outcome> {
  const intent = intentSchema.safeParse(form.get("intent"));
  if (!intent.success) throw new AppError("form.unknown", 400, "This form is not known here.");
  const segmentId = intent.data === "correct" ? String(form.get("segmentId")) : undefined;
  try {
    return { segmentId, ...(await act(services, viewer, memoryId, intent.data, form)) };
  } catch (error) {
    // What somebody wrote must not vanish behind an error page.
    if (error instanceof AppError && error.status >= 409 && error.status < 500) {
      return { kind: "refused", intent: intent.data, segmentId, code: error.code };
    }
    throw error;
  }
}

async function act(
  services: Services,
  viewer: Viewer,
  memoryId: string,
  intent: Intent,
  form: FormData,
): Promise<Outcome> {
  switch (intent) {
    case "rename": {
      const submission = parseWithZod(form, { schema: renameSchema });
      if (submission.status !== "success") return refuseForm(intent, submission.reply(), form);
      const { version, title, was } = submission.value;
      await editMemory(services, viewer, memoryId, version, { title });
      return { kind: "done", intent, undo: was ? { title: was, was: title } : undefined };
    }
    case "details": {
      const submission = parseWithZod(form, { schema: detailsSchema });
      if (submission.status !== "success") return refuseForm(intent, submission.reply(), form);
      const { version, narratorId, year, part, day, ...was } = submission.value;
      const patch: MemoryPatch = { narratorId: narratorId ?? null };
      if (year || was.wasYear) patch.happened = year ? joinHappened({ year, part, day: day ?? "" }) : null;
      await editMemory(services, viewer, memoryId, version, patch);
      const undo = {
        narratorId: was.wasNarratorId ?? "",
        year: was.wasYear ?? "",
        part: was.wasPart ?? "year",
        day: was.wasDay ?? "",
      };
      return { kind: "done", intent, undo };
    }
    case "correct": {
      const submission = parseWithZod(form, { schema: correctSchema });
      if (submission.status !== "success") return refuseForm(intent, submission.reply(), form);
      const { segmentId, text, was, speakerId, wasSpeakerId } = submission.value;
      const asksWhoSpeaks = form.has("speakerId");
      const speaker = asksWhoSpeaks ? { speakerId: speakerId ?? null } : {};
      await editSegment(services, viewer, memoryId, segmentId, { text, ...speaker });
      const undo = {
        segmentId,
        text: was ?? text,
        was: text,
        ...(asksWhoSpeaks ? { speakerId: wasSpeakerId ?? "", wasSpeakerId: speakerId ?? "" } : {}),
      };
      return { kind: "done", intent, undo: was ? undo : undefined };
    }
    case "voice": {
      const submission = parseWithZod(form, { schema: voiceSchema });
      if (submission.status !== "success") return refuseForm(intent, submission.reply(), form);
      await nameVoice(services, viewer, memoryId, submission.value.label, submission.value.personId);
      return { kind: "done", intent };
    }
    case "voices":
      await askForVoices(services, viewer, memoryId);
      return { kind: "done", intent };
    case "retry":
      await retryMemory(services, viewer, memoryId);
      return { kind: "done", intent };
    case "listen-again":
    case "read-again":
      await reprocessMemory(services, viewer, memoryId, {
        from: intent === "listen-again" ? "transcribe" : "enrich",
      });
      return { kind: "done", intent };
    case "delete":
      return { kind: "deleted", intent, familyId: await deleteMemory(services, viewer, memoryId) };
  }
}

function refuseForm(
  intent: Intent,
  reply: { error?: Record<string, string[] | null> | null },
  form: FormData,
): Outcome {
  const values = Object.fromEntries([...form].map(([name, value]) => [name, String(value)]));
  return { kind: "invalid", intent, errors: reply.error ?? {}, values };
}
