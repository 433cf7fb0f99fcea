export const add = {
  title: "Tell a story",
  record: "Record it",
  recordHint: "Sit where it is quiet, keep the device within arm's reach, and take your time.",
  files: "Or add a recording you have",
  needsScript: "Recording and adding files need JavaScript, which is switched off in this browser.",
} as const;
