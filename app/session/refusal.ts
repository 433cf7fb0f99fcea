/** What an error page may know of a refusal. */
export interface Refusal {
  code: string;
  detail: string;
  requestId: string;
}

/** A refusal as `visitAsViewer` throws it; anything else is undefined. */
export function readRefusal(thrown: unknown): Refusal | undefined {
  if (typeof thrown !== "object" || thrown === null) return undefined;
  if (!("code" in thrown && "detail" in thrown && "requestId" in thrown)) return undefined;
  const { code, detail, requestId } = thrown;
  return { code: String(code), detail: String(detail), requestId: String(requestId) };
}
