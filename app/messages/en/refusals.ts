/** What core refuses, under its code: `family.forbidden` is `refusals.family.forbidden`. */
export const refusals = {
  pageTitle: "We can't show this page right now",
  nothingLost: "Nothing that was saved is lost.",
  other: "That didn't work. What was saved is safe. Please try again.",
  account: {
    exists: "There is an account with this e-mail address already. Sign in instead.",
    wrong_password: "That isn't the password of this account.",
    password_length: "A password has 8 to 128 characters.",
    link_spent: "This link was used already, or its time is over. Ask for a new one.",
    refused: "That didn't work. Check the e-mail address and the password.",
    last_owner:
      "Others belong to a family that nobody but you owns. Make one of them an owner first, or delete the family.",
    too_many_attempts:
      "For your protection we pause after ten tries. Nothing is lost: wait a while, or choose a new password by e-mail.",
  },
  session: {
    required: "Please sign in first.",
  },
  family: {
    not_found: "There is no such family, or it isn't yours to see.",
    forbidden: "In this family you may look and listen, but not change this.",
    deleting: "This family's vault is to be deleted, so nothing new is begun in it. An owner can keep it.",
    deleted:
      "The day that was named has come: this family's vault is being deleted and can't be kept any more.",
  },
  memory: {
    not_found: "There is no such story, or it isn't yours to see.",
    forbidden: "You may listen to this story, but not change it.",
    stale: "Somebody else changed this story in the meantime. Look at it once more, then change it.",
    at_work: "This story is being worked on already. Try again once that has ended.",
    not_retryable: "There is nothing to try again here.",
  },
  person: {
    not_found: "There is no such person in this family.",
    forbidden: "You may look at this person, but not change anything.",
    impossible_relationship: "Nobody can be their own relative, or their own forebear. Nothing was changed.",
  },
  recording: {
    empty: "There is no sound in this recording.",
    damaged: "This recording is damaged: we could not read it to its end.",
    missing: "The recording is no longer where we had put it.",
    unsupported: "We can't read this file as a recording.",
    too_large: "This recording is too large. 500 MB are the most.",
    too_long: "This recording is too long. 6 hours are the most.",
  },
  request: {
    too_many: "That was a lot at once. Please wait a minute, then go on.",
    too_large: "That is too much at once. Please send less.",
    foreign_origin: "This page may not act on MemoryVault.",
    invalid: "Something here is missing or wrong. Nothing was changed.",
  },
  member: {
    not_found: "There is no such member in this family.",
    forbidden: "Only an owner of the family can do this.",
    exists: "Somebody with this address belongs to the family already.",
    last_owner: "A family needs an owner, and this is its last one. Make somebody else an owner first.",
  },
  invitation: {
    not_found: "There is no such invitation.",
    forbidden: "Only an owner of the family can invite.",
    expired: "This invitation's time is over. Ask for a new one.",
    spent: "This invitation was taken back or accepted already.",
    not_sent: "The mail with the invitation could not be sent. Please try again in a minute.",
    too_many:
      "This family has sent as many invitations as it can for now. Take some back, or wait until tomorrow.",
  },
  audit: {
    forbidden: "Only an owner of the family can read this.",
  },
  photo: {
    too_large: "This photo is too large. 2 MB are the most.",
    unsupported: "We can't show this kind of picture. JPEG, PNG and WebP are fine.",
  },
  database: {
    unavailable:
      "Our records can't be reached at the moment. Nothing is lost; please try again in a few seconds.",
  },
  server: {
    unexpected: "Something went wrong on our side. Please try again.",
  },
} as const;
