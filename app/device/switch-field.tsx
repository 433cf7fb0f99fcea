import { type ReactNode, useState } from "react";
import type { DeviceSwitch } from "./switch.ts";

/** A box to tick for a choice that this device remembers. */
export function SwitchField({
  choice,
  onTurn,
  className = "",
  children,
}: {
  choice: DeviceSwitch;
  onTurn?: (on: boolean) => void;
  className?: string;
  children: ReactNode;
}) {
  const [on, setOn] = useState(choice.isOn);
  return (
    <label className={`flex min-h-11 items-center gap-3 ${className}`}>
      <input
        type="checkbox"
        checked={on}
        className="size-6 shrink-0 accent-accent"
        onChange={({ target }) => {
          choice.turn(target.checked);
          setOn(target.checked);
          onTurn?.(target.checked);
        }}
      />
      {children}
    </label>
  );
}
