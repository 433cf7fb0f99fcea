import { AlertDialog } from "@base-ui/react/alert-dialog";
import type { ReactNode } from "react";
import { buttonClass } from "./button.tsx";

interface ConfirmDialogProps {
  title: string;
  text: string;
  /** The button that does nothing; it has the focus first. */
  no: string;
  /** The button that does it. */
  yes: ReactNode;
  onClose: () => void;
}

/** Asks before something that can't be undone. Escape means no. */
export default function ConfirmDialog({ title, text, no, yes, onClose }: ConfirmDialogProps) {
  return (
    <AlertDialog.Root
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className="fixed inset-0 z-20 bg-shade" />
        <AlertDialog.Popup className="fixed inset-x-4 top-1/2 z-30 mx-auto grid max-h-[90dvh] max-w-lg -translate-y-1/2 gap-4 overflow-auto rounded-soft border border-hairline bg-card p-6">
          <AlertDialog.Title className="text-xl">{title}</AlertDialog.Title>
          <AlertDialog.Description>{text}</AlertDialog.Description>
          <div className="flex flex-wrap justify-end gap-3">
            <AlertDialog.Close className={buttonClass("quiet")}>{no}</AlertDialog.Close>
            {yes}
          </div>
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
