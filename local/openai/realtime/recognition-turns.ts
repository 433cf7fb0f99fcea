import { runAlone } from "../speech/one-at-a-time.ts";

type Turn = () => Promise<void>;
const finals: Turn[] = [];
const partials: Turn[] = [];
const never = new AbortController().signal;
let working = false;

/**
 * Recognises when it is this session's turn: finals before partials, else first come first served. One recognition runs
 * at a time over all sessions and requests; a session asks for its next partial only when it has got the last.
 */
export function takeTurn<T>(rank: "final" | "partial", recognise: () => Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const turn = () => recognise().then(resolve, reject);
    (rank === "final" ? finals : partials).push(turn);
    void work();
  });
}

async function work(): Promise<void> {
  if (working) return;
  working = true;
  for (let turn = nextTurn(); turn; turn = nextTurn()) await runAlone(turn, never);
  working = false;
}

const nextTurn = () => finals.shift() ?? partials.shift();
