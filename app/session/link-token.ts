/** The token of a mailed link, as it stands in the page's address. */
export function readLinkToken(request: Request): string {
  return new URL(request.url).searchParams.get("token")?.slice(0, 2000) ?? "";
}
