import { type ChangeEvent, useState } from "react";
import { Form, useRevalidator } from "react-router";
import { Button, buttonClass } from "../components/button.tsx";
import { useHydrated } from "../components/local-time.tsx";
import { useWords } from "../messages/use-words.ts";
import { shrinkPhoto } from "./shrink-photo.ts";

/** Chooses a photo, makes it small on the device, and sends it. */
export function PhotoField({ personId, hasPhoto }: { personId: string; hasPhoto: boolean }) {
  const { t } = useWords();
  const { revalidate } = useRevalidator();
  const [state, setState] = useState<"idle" | "sending" | "wrong" | "failed">("idle");
  // Only a browser can make a photo small: without JavaScript there is nothing to press.
  if (!useHydrated()) return null;

  const send = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.currentTarget;
    const file = input.files?.[0];
    if (!file) return;
    setState("sending");
    const photo = await shrinkPhoto(file);
    input.value = "";
    if (!photo) return setState("wrong");
    const sent = await fetch(`/api/v1/people/${personId}/photo`, {
      method: "PUT",
      headers: { "Content-Type": photo.type },
      body: photo,
    }).catch(() => undefined);
    setState(sent?.ok ? "idle" : "failed");
    if (sent?.ok) await revalidate();
  };

  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap gap-3">
        <label className={buttonClass("quiet", "focus-within:outline-3 focus-within:outline-accent")}>
          {t(state === "sending" ? "common.saving" : hasPhoto ? "people.photoReplace" : "people.photoChoose")}
          <input type="file" accept="image/*" className="sr-only" onChange={(event) => void send(event)} />
        </label>
        {hasPhoto && (
          <Form method="post" action={`/people/${personId}`} preventScrollReset>
            <input type="hidden" name="intent" value="remove-photo" />
            <Button type="submit">{t("people.photoRemove")}</Button>
          </Form>
        )}
      </div>
      <p role="status" className="font-medium text-accent empty:hidden">
        {state === "wrong" && t("people.photoWrong")}
        {state === "failed" && t("people.photoFailed")}
      </p>
    </div>
  );
}
