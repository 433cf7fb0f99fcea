/** A token of 256 random bits that nobody guesses, as it stands in a link (base64url, 43 characters). What is kept of it is its hash. */
export function makeToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
