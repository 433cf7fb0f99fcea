export const nav = {
  label: "Your family's vault",
  stories: "Stories",
  people: "People",
  timeline: "Timeline",
  search: "Search",
  searchLabel: "Search your family's stories",
  family: "Family",
  news: "News",
  menu: "Menu",
  families: "Your families",
  account: "Your account",
  signOut: "Sign out",
} as const;
