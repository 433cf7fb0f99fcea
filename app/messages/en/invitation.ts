export const invitation = {
  title: "You are invited",
  by: "{{name}} invites you to “{{family}}”.",
  byNobody: "You are invited to “{{family}}”.",
  text: "Here the family keeps its stories, in the voice of those who tell them.",
  may: {
    owner: "You can tell stories, and decide who belongs to the family.",
    editor: "You can listen to all of them, and tell your own.",
    viewer: "You can listen to all of them.",
  },
  sentTo: "The invitation was sent to {{email}}, and is good until {{date}}.",
  signedIn: "You are signed in as {{name}}.",
  join: "Join the family",
  joining: "One moment…",
  needAccount: "To join you need an account of your own. It takes a minute.",
  signUp: "Create an account",
  signIn: "I have an account: sign in",
  goneTitle: "This invitation isn't good any more",
  goneText:
    "It was used already, or taken back, or a letter of the link got lost. Ask whoever invited you for a new one; that takes them a minute.",
  lateTitle: "This invitation came too late",
  lateText: "It was good for 7 days. Ask whoever invited you for a new one; that takes them a minute.",
  home: "Go to MemoryVault",
} as const;
