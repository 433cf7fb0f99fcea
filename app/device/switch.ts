/** A choice that is remembered on this device; on unless somebody said otherwise. */
export interface DeviceSwitch {
  isOn(): boolean;
  turn(on: boolean): void;
}

/** The choice that goes by this name. A browser that keeps nothing asks again each time. */
export function createSwitch(name: string): DeviceSwitch {
  const key = `memoryvault.${name}`;
  return {
    isOn() {
      try {
        return localStorage.getItem(key) !== "off";
      } catch {
        return true;
      }
    },
    turn(on) {
      try {
        if (on) localStorage.removeItem(key);
        else localStorage.setItem(key, "off");
      } catch {}
    },
  };
}
