import type { RefObject } from "react";

interface SoundProps {
  src: string;
  /** Given when something else on the page plays and stops it. */
  ref?: RefObject<HTMLAudioElement | null>;
  /** Shows the browser's own buttons. */
  controls?: boolean;
}

/** The sound of a recording. Nothing of it is loaded before somebody wants to hear it. */
export function Sound({ src, ref, controls }: SoundProps) {
  return (
    // biome-ignore lint/a11y/useMediaCaption: the words stand on the page, and are lit as they are spoken.
    <audio
      ref={ref}
      src={src}
      controls={controls}
      preload="none"
      className={controls ? "w-full" : undefined}
    />
  );
}
