/** The second that `?t=83` asks to start at, inside the recording; 0 for anything else. */
export function readStartAt(value: string | null, seconds: number): number {
  if (!value || !/^\d{1,6}(\.\d{1,3})?$/.test(value)) return 0;
  return Math.min(Number(value), seconds);
}
