import { freeNames } from "./free-names.ts";
import { chosenFile } from "./pickers.ts";

/** Offers a file to be saved, as a download. */
export function saveFile(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The download has begun by then; the browser needs the address no longer.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/**
 * Saves several files as one zip, under different names: piece by piece into a file that somebody chooses where
 * the browser lets a page write into files, elsewhere as a download, which it holds as a whole before.
 */
export async function saveZip(files: readonly File[], name: string): Promise<void> {
  const target = await chosenFile(name);
  if (target === "none") return;
  const { downloadZip } = await import("client-zip");
  const nameOf = freeNames();
  const zip = downloadZip(files.map((input) => ({ input, name: nameOf(input.name) })));
  if (target === undefined) saveFile(await zip.blob(), name);
  else await zip.body!.pipeTo(await target.createWritable());
}
