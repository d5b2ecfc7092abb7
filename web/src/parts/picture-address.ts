const kept = new WeakMap<Uint8Array, string>();

/** An address under which the page can show a PNG; one for as long as the bytes live. */
export function pictureAddress(png: Uint8Array<ArrayBuffer>): string {
  const known = kept.get(png);
  if (known !== undefined) return known;
  const address = URL.createObjectURL(new Blob([png], { type: "image/png" }));
  kept.set(png, address);
  released.register(png, address);
  return address;
}

const released = new FinalizationRegistry<string>((address) => URL.revokeObjectURL(address));
