/** Paths in which the part after them is a secret: whoever has it may do something. */
const secretPlaces = ["invitations"];
const secret = new RegExp(`/(${secretPlaces.join("|")})/[^/]+`, "g");

/** A path as a log may know it: a link's token is left out. */
export function hideTokens(path: string): string {
  // An id between a family and its invitation is no secret, but nothing is lost when it is left out, too.
  return path.replaceAll(secret, "/$1/:token");
}
