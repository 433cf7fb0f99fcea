export const deleting = {
  done: "“{{title}}” was deleted.",
  until: "It can be brought back until {{date}}.",
  title: "Recently deleted",
  hint: "What is deleted can be brought back for 30 days. Then the recording, its words, everything found in it and the kept copy are erased.",
  none: "Nothing was deleted in the last 30 days.",
  dates:
    "Deleted on {{deleted}}. It can be brought back until {{erased}}; then it is erased, and so is the kept copy.",
  restore: "Bring it back",
  erase: "Delete for good",
  eraseTitle: "Delete “{{title}}” for good?",
  eraseText:
    "The recording, its words and everything found in it are erased now, and so is the kept copy. This can't be undone.",
  eraseYes: "Delete it for good",
  eraseNo: "Leave it here",
  erased: "It is being erased now.",
} as const;
