import { type FileUpload, isOnItsWay } from "./file-uploads.ts";

/** How far many files are, all together. What was left out counts nowhere but in `leftOut`. */
export function countUploads(items: FileUpload[]) {
  const counted = { files: 0, arrived: 0, failed: 0, paused: 0, left: 0, leftOut: 0, bytes: 0, sentBytes: 0 };
  for (const { state, file, fraction } of items) {
    if (state.kind === "refused") {
      counted.leftOut += 1;
      continue;
    }
    counted.files += 1;
    counted.bytes += file.size;
    counted.sentBytes += file.size * (state.kind === "arrived" ? 1 : fraction);
    if (state.kind === "arrived") counted.arrived += 1;
    else if (state.kind === "paused") counted.paused += 1;
    else if (isOnItsWay(state)) counted.left += 1;
    else counted.failed += 1;
  }
  return counted;
}
