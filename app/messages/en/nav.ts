export const nav = {
  label: "MemoryVault",
  news: "News",
  signOut: "Sign out",
} as const;
