import type { HeardSegment } from "../core/interview/interview.ts";
import type { LiveEvent } from "./openai-live-events.ts";

interface Item {
  /** Seconds from the first octet. */
  start: number;
  end: number | undefined;
  text: string;
  committed: boolean;
  final: boolean;
}

/** What the vendor made of the sound: a stretch of speech is an item. */
export interface LiveItems {
  /** Takes one event; whether that changed what is heard. `sent` are the seconds of sound that were sent so far. */
  take(event: LiveEvent, sent: number): boolean;
  /** No more sound is to be expected: what was not committed will never have a text. */
  seal(): void;
  /** Some text is still to come. */
  isWaiting(): boolean;
  /** In the order in which they were spoken; an item without words yet is left out. */
  listSegments(sent: number): (HeardSegment & { final: boolean })[];
}

/** `silence`: the seconds by which the vendor knows the end of a stretch, and which it counts as a part of it. */
export function createLiveItems(silence: number): LiveItems {
  const items = new Map<string, Item>();

  const find = (id: string): Item => {
    const known = items.get(id);
    if (known) return known;
    const item = { start: findStart(), end: undefined, text: "", committed: false, final: false };
    items.set(id, item);
    return item;
  };
  /** Where an item begins whose beginning wasn't told: after the one before. */
  const findStart = () => Math.max(0, ...[...items.values()].map(({ start, end }) => end ?? start));
  /** A commit of ours may give the open stretch another name than was told when it began. */
  const findCommitted = (id: string): Item => {
    const open = [...items].find(([, { end, committed }]) => end === undefined && !committed);
    if (items.has(id) || !open) return find(id);
    items.delete(open[0]);
    items.set(id, open[1]);
    return open[1];
  };

  return {
    take(event, sent) {
      switch (event.type) {
        case "input_audio_buffer.speech_started":
          find(event.item_id).start = Math.min(event.audio_start_ms / 1000, sent);
          return false;
        case "input_audio_buffer.speech_stopped": {
          const item = find(event.item_id);
          item.end = Math.max(item.start, event.audio_end_ms / 1000 - silence);
          return item.text !== "";
        }
        case "input_audio_buffer.committed": {
          const item = findCommitted(event.item_id);
          item.committed = true;
          item.end ??= sent;
          return false;
        }
        case "conversation.item.input_audio_transcription.delta": {
          const item = find(event.item_id);
          if (item.final || event.delta === "") return false;
          item.text += event.delta;
          return true;
        }
        case "conversation.item.input_audio_transcription.completed": {
          const item = find(event.item_id);
          const hadWords = item.text !== "";
          item.text = event.transcript.trim();
          item.committed = true;
          item.final = true;
          return hadWords || item.text !== "";
        }
        default:
          return false;
      }
    },
    seal() {
      for (const [id, { committed }] of items) if (!committed) items.delete(id);
    },
    isWaiting: () => [...items.values()].some(({ final }) => !final),
    listSegments: (sent) =>
      [...items.values()]
        .filter(({ text }) => text.trim() !== "")
        .map(({ start, end, text, final }) => ({
          start,
          end: Math.max(start, Math.min(end ?? sent, sent)),
          text: text.trim(),
          final,
        }))
        .sort((a, b) => a.start - b.start),
  };
}
