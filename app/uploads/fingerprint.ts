const edgeBytes = 256 * 1024;

/**
 * Tells files apart by their size and the SHA-256 of their first and last 256 KiB, so that the same recording is known
 * again under another name. Quick however large the file is; two recordings that differ only in their middle look alike,
 * so nothing may be refused by it for good.
 */
export async function takeFingerprint(file: Blob): Promise<string> {
  const edges = new Blob([file.slice(0, edgeBytes), file.slice(Math.max(edgeBytes, file.size - edgeBytes))]);
  const hash = await crypto.subtle.digest("SHA-256", await edges.arrayBuffer());
  const hex = Array.from(new Uint8Array(hash).subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0"));
  return `${file.size}-${hex.join("")}`;
}
