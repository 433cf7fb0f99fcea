/** How many bytes of a recording `sniffRecording` wants to see. */
export const SNIFF_BYTES = 64;

/**
 * Whether a file may be one of the recordings we accept, by the magic numbers in its first bytes: enough to turn a
 * picture or a text away before it is uploaded. Give it the first 64 bytes; with fewer than 12 it answers true, since
 * nothing is certain yet. The final word is `probeRecording`'s.
 */
export function sniffRecording(head: Uint8Array): boolean {
  if (head.length < 12) return true;
  const text = String.fromCharCode(...head.subarray(0, SNIFF_BYTES));
  if (text.startsWith("RIFF") || text.startsWith("RF64")) return text.slice(8, 12) === "WAVE";
  if (text.startsWith("OggS") || text.startsWith("fLaC") || text.startsWith("ID3")) return true;
  // QuickTime shares MP4's first box; its brand tells it apart.
  if (text.slice(4, 8) === "ftyp") return text.slice(8, 12) !== "qt  ";
  // EBML: the document type stands in the first element and tells WebM from other Matroska files.
  if (text.startsWith("\x1a\x45\xdf\xa3")) return text.includes("webm");
  return startsWithFrame(head);
}

function startsWithFrame(head: Uint8Array): boolean {
  const [sync = 0, kind = 0, rates = 0] = head;
  if (sync !== 0xff) return false;
  const isAdts = (kind & 0xf6) === 0xf0 && ((rates >> 2) & 15) < 13;
  const isMp3 =
    (kind & 0xe6) === 0xe2 && (kind & 0x18) !== 0x08 && rates >> 4 !== 15 && (rates & 0x0c) !== 0x0c;
  return isAdts || isMp3;
}
