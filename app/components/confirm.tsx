import { type ComponentProps, lazy, Suspense } from "react";

const ConfirmDialog = lazy(() => import("./confirm-dialog.client.tsx"));

/** Asks before something that can't be undone, in a dialog that is loaded once it is wanted. */
export function Confirm(props: ComponentProps<typeof ConfirmDialog>) {
  return (
    <Suspense>
      <ConfirmDialog {...props} />
    </Suspense>
  );
}
