/** The longer side of a photo as it is sent, in pixels. */
const longestSide = 512;

/**
 * A picture in a size that pages show, as JPEG. It is drawn anew, so nothing of what a camera writes beside a picture (the
 * place, too) leaves the device. undefined: the browser can't read it.
 */
export async function shrinkPhoto(file: Blob): Promise<Blob | undefined> {
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return undefined;
  const scale = Math.min(1, longestSide / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const pencil = canvas.getContext("2d");
  if (!pencil) return undefined;
  // What is transparent would turn black in a JPEG.
  pencil.fillStyle = "#ffffff";
  pencil.fillRect(0, 0, canvas.width, canvas.height);
  pencil.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((done) => canvas.toBlob((blob) => done(blob ?? undefined), "image/jpeg", 0.86));
}
