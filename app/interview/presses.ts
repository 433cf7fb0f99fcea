import type { SessionView } from "../../core/interview/frames.ts";

/** What was pressed on this page is shown at once: until the session has seen it, its word on that doesn't count. */
export function createPresses() {
  /** The place in the count of the last press; 0: the session has seen all. */
  let pressed = 0;
  let acknowledged = 0;
  /** What the session told since the press, for when it has seen it. */
  let toldSince: SessionView | undefined;
  const settle = (isSeen: boolean) => {
    if (!isSeen) return undefined;
    pressed = 0;
    return toldSince;
  };
  return {
    /** Something is pressed; its place in the count isn't known yet. */
    begin(): void {
      pressed = Number.MAX_SAFE_INTEGER;
      toldSince = undefined;
    },
    /** The press was said in this place. Answers what the session told, if it has seen it already. */
    say(place: number): SessionView | undefined {
      pressed = place;
      return settle(acknowledged >= place);
    },
    /** The session has seen everything up to here. Answers what it told, if the press is in it. */
    acknowledge(lastSeq: number): SessionView | undefined {
      acknowledged = lastSeq;
      return settle(pressed > 0 && acknowledged >= pressed);
    },
    /** A session answers, and so many frames wait for it: nothing that another client than this pressed is under way. */
    welcome(lastSeq: number, waiting: number): void {
      acknowledged = lastSeq;
      if (pressed > lastSeq + waiting) pressed = 0;
    },
    /** What was pressed went another way, and has arrived. */
    forget(): void {
      pressed = 0;
    },
    /** What the page shows of what it was told: what was pressed a moment ago is further than that. */
    view(told: SessionView, before: SessionView | undefined): SessionView {
      toldSince = told;
      if (!before || pressed === 0 || before.turn?.id !== told.turn?.id) return told;
      const { offRecord, offRecordBy, paused, phase } = before;
      return { ...told, offRecord, offRecordBy, paused, phase };
    },
  };
}
