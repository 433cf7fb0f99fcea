/**
 * How a page listens to an answer. Silence never ends it: all that silence can bring is one gentle word that there is
 * time. Times are milliseconds of any one clock.
 */
export interface Patience {
  patienceSeconds: number;
  /** When somebody was last heard; undefined before the first word. */
  spokeAt: number | undefined;
  /** This silence has had its gentle word. */
  nudged: boolean;
  /** The longest silence between two words so far, in seconds. */
  longestPause: number;
}

/** Listens to a new answer. */
export function beginListening(patienceSeconds: number): Patience {
  return { patienceSeconds, spokeAt: undefined, nudged: false, longestPause: 0 };
}

/**
 * Goes on listening. `nudge`: now is the time to say that there is no hurry; once a silence, and only after somebody began
 * to speak: who still thinks about the question is left to think.
 */
export function listenOn(
  patience: Patience,
  { now, speaking }: { now: number; speaking: boolean },
): { patience: Patience; nudge: boolean } {
  const { spokeAt } = patience;
  const silence = spokeAt === undefined ? 0 : (now - spokeAt) / 1000;
  if (speaking) {
    const longestPause = Math.max(patience.longestPause, silence);
    return { patience: { ...patience, spokeAt: now, nudged: false, longestPause }, nudge: false };
  }
  if (spokeAt === undefined || patience.nudged || silence < patience.patienceSeconds) {
    return { patience, nudge: false };
  }
  return { patience: { ...patience, nudged: true }, nudge: true };
}
