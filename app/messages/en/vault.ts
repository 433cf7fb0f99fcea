export const vault = {
  title: "Your vault",
  hello: "Hello, {{name}}.",
  tell: "Tell a story",
  interview: "Be interviewed",
  memories: "Stories",
  emptyTitle: "The first story is the hardest to choose.",
  emptyText:
    "Take a small one: a kitchen, a journey, a person you miss. Talk as you would at the table. We write the words down, find who and where and when, and keep your voice.",
  emptyViewer:
    "Nothing is kept here yet. As soon as somebody of the family tells a story, you can hear it here.",
  addMany: "Add many recordings",
  deleted: "Recently deleted",
  older: "Older stories",
  newest: "Back to the newest",
  untitled: "A story without a name yet",
  untitledFrom: "A story told on {{date}}",
  by: "told by {{name}}",
  play: "Play “{{title}}”",
  pause: "Pause “{{title}}”",
} as const;
