import type { ReactNode } from "react";
import { Form, href } from "react-router";

/** A form of one button that decides about a deleted story. */
export function DecisionForm({
  familyId,
  memoryId,
  intent,
  children,
}: {
  familyId: string;
  memoryId: string;
  intent: "restore" | "erase";
  children: ReactNode;
}) {
  return (
    <Form method="post" action={href("/families/:familyId/deleted", { familyId })}>
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="memoryId" value={memoryId} />
      {children}
    </Form>
  );
}
