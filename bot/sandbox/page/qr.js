// Reads a QR code from a picture. The browser's own reader is missing in most browsers, so paulmillr-qr, shipped in
// vendor/qr, does it; its 100 kB are loaded when the first picture is chosen.

// Larger photographs are read no better, only slower.
const LONGEST_SIDE = 1200;

// The text of the code, or null when there is none that can be read.
export async function textOfCode(file) {
  const [{ decodeQR }, picture] = await Promise.all([import("./vendor/qr/decode.js"), pixelsOf(file)]);
  try {
    return decodeQR(picture);
  } catch {
    return null;
  }
}

async function pixelsOf(file) {
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (!bitmap) return { width: 1, height: 1, data: new Uint8ClampedArray(4) };
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  // Codes are often drawn on a transparent ground.
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height);
}
