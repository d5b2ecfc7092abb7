import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";
import { samplePicture, writePng } from "./sample-files.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** A folder with pictures that have structure, `photos` in it. */
export async function folderWith(count: number): Promise<string> {
  const cwd = await temporaryFolder();
  await mkdir(join(cwd, "photos"));
  for (let i = 0; i < count; i++)
    await writePng(join(cwd, "photos", `${i}.png`), samplePicture(i, 32, 24));
  return cwd;
}

/** The note that comes before so little work. */
export const tooFew = (pairs: number): unknown =>
  expect.stringMatching(
    new RegExp(`^neuroveil: ${pairs} pairs of image and key are too few .* \\d+ are enough`),
  );

/** Text, page, table or document of a comparison without what a clock measured. */
export function withoutTimes(text: string): string {
  return text
    .replace(/^Time per image[^]*?\n\n(?=[\w-]+\n\n)/m, "")
    .replaceAll(/<div id="(table-times|chart-encryption-seconds)">[^]*?<\/div>\n<\/div>/g, "")
    .replaceAll(/<div id="chart-encryption-seconds">[^]*?<\/figure>/g, "")
    .replaceAll(/^.*,(en|de)cryption-seconds,.*$/gm, "")
    .replaceAll(/\{\s*"id": "(en|de)cryption-seconds",[^}]*\}/g, "");
}
