export const player = {
  label: "The recording",
  play: "Play",
  pause: "Pause",
  back: "Back 10 seconds",
  forward: "On 10 seconds",
  position: "Place in the recording",
  positionOf: "{{time}} of {{all}}",
  speed: "Speed",
  failed:
    "The recording could not be loaded. It is safe; look whether you are online, then press play again.",
} as const;
