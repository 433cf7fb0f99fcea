/** Seconds as a clock shows them: 1:23 or 1:02:03. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(Number.isFinite(seconds) ? seconds : 0));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = String(whole % 60).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`;
}

type Unit = "hour" | "minute" | "second";

function formatUnit(value: number, unit: Unit, language: string, display: "short" | "long"): string {
  return new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: display }).format(value);
}

/** How long something is, roughly, as people say it: "45 sec", "3 min", "1 hr 20 min". */
export function formatLength(seconds: number, language: string): string {
  if (seconds < 59.5) return formatUnit(Math.max(1, Math.round(seconds)), "second", language, "short");
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return formatUnit(minutes, "minute", language, "short");
  const rest = minutes % 60;
  const hours = formatUnit(Math.floor(minutes / 60), "hour", language, "short");
  return rest === 0 ? hours : `${hours} ${formatUnit(rest, "minute", language, "short")}`;
}

/** A place in a recording, for a screen reader: "1 minute 23 seconds". */
export function speakTime(seconds: number, language: string): string {
  const whole = Math.max(0, Math.floor(seconds));
  const parts: [number, Unit][] = [
    [Math.floor(whole / 3600), "hour"],
    [Math.floor((whole % 3600) / 60), "minute"],
    [whole % 60, "second"],
  ];
  const said = parts.filter(([value, unit]) => value > 0 || (unit === "second" && whole === 0));
  return said.map(([value, unit]) => formatUnit(value, unit, language, "long")).join(" ");
}

/** A part of a length and the whole in one unit: "2" of "3 min". */
export function formatPartOf(
  fraction: number,
  seconds: number,
  language: string,
): { done: string; all: string } {
  const inMinutes = seconds >= 60;
  const size = inMinutes ? 60 : 1;
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 0 });
  const all = Math.max(1, Math.round(seconds / size));
  const done = Math.min(all, Math.floor((fraction * seconds) / size));
  return {
    done: number.format(done),
    all: formatUnit(all, inMinutes ? "minute" : "second", language, "short"),
  };
}

/** Bytes as people read them: "3.4 MB". */
export function formatSize(bytes: number, language: string): string {
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, "kilobyte"] : [bytes / 1e6, "megabyte"];
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: 1 }).format(value);
}
