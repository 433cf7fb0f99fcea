export const news = {
  title: "News",
  none: "There is nothing new. When a story is ready to hear, we tell you here.",
  ready: "“{{title}}” is ready to hear.",
  failed: "“{{title}}” needs you.",
  isNew: "New",
  markRead: "I have read them all",
} as const;
