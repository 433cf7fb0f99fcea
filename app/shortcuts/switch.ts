const key = "memoryvault.shortcuts";

/** Whether keys alone may do things: somebody who speaks to their computer, or hits keys by chance, switches that off. */
export function areShortcutsOn(): boolean {
  try {
    return localStorage.getItem(key) !== "off";
  } catch {
    return true;
  }
}

/** Remembers the choice on this device. */
export function switchShortcuts(on: boolean): void {
  try {
    if (on) localStorage.removeItem(key);
    else localStorage.setItem(key, "off");
  } catch {}
}
