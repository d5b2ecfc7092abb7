import type { Task } from "./task.ts";

/**
 * A picture small enough to be shown at once, so that the page itself never decodes a large one.
 * @returns undefined for what the browser does not show
 */
export const preview: Task<
  { readonly file: Blob; readonly side: number },
  Blob | undefined
> = async ({ file, side }) => {
  const whole = await createImageBitmap(file).catch(() => undefined);
  if (whole === undefined) return undefined;
  const scale = Math.min(1, side / Math.max(whole.width, whole.height));
  const width = Math.max(1, Math.round(scale * whole.width));
  const height = Math.max(1, Math.round(scale * whole.height));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d")!;
  // One pixel of many: their mean would make noise gray.
  context.imageSmoothingEnabled = scale > 0.5;
  context.drawImage(whole, 0, 0, width, height);
  whole.close();
  return await canvas.convertToBlob();
};
