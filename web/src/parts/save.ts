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

/** Saves several files as one zip, under different names. */
export async function saveZip(files: readonly File[], name: string): Promise<void> {
  const { downloadZip } = await import("client-zip");
  const seen = new Set<string>();
  const named = files.map((input) => {
    let own = input.name;
    for (let n = 2; seen.has(own); n++) own = `${n}-${input.name}`;
    seen.add(own);
    return { input, name: own };
  });
  saveFile(await downloadZip(named).blob(), name);
}
