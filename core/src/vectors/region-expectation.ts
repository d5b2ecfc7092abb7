import { toHex } from "../bytes/hex.ts";
import { cipherById } from "../ciphers/index.ts";
import { openBox } from "../container/box/sealed-box.ts";
import { readCarrier } from "../container/carrier/carrier.ts";
import { readSamples } from "../container/carrier/read.ts";
import { decodeContent } from "../container/header/chunk-content.ts";
import { decodeHeader } from "../container/header/header.ts";
import type { Area } from "../container/index.ts";
import { encryptPixels } from "../container/regions/cipher-pixels.ts";
import { levelsOf, toFullDepth } from "../container/regions/depth.ts";
import { decodeRegionHeader } from "../container/regions/header.ts";
import { putBack, takeOut } from "../container/regions/pixels.ts";
import { regionContentKey } from "../container/regions/region-key.ts";
import { sha256 } from "../bytes/sha256.ts";
import { bytesPerSample, type Image } from "../image/image.ts";
import { deriveSubkeys } from "../keys/subkeys.ts";
import { atOnce } from "../turns.ts";

type Outlines = readonly (readonly Area[])[];

/** The picture in all bits of its bytes. */
function fullDepth(image: Image): Image & { readonly bytesPerSample: 1 | 2 } {
  const data = new Uint8Array(image.data);
  atOnce(toFullDepth(data, levelsOf(image)));
  return { ...image, data, bytesPerSample: bytesPerSample(image.bits) };
}

/**
 * What must come of a file with regions: of what was put in where a region was opened, and of what the file
 * shows elsewhere.
 * @param opened undefined for the image's reader, who gets the image itself
 */
export async function regionExpectation(
  file: Uint8Array,
  image: Image,
  outlines: Outlines,
  opened: readonly number[] | undefined,
): Promise<Image> {
  if (opened === undefined) return image;
  const carrier = readCarrier(file);
  const raster = { ...carrier.geometry, data: new Uint8Array(await readSamples(carrier)) };
  const whole = fullDepth(image);
  for (const index of opened) {
    const areas = outlines[index]!;
    atOnce(putBack(raster, areas, atOnce(takeOut(whole, areas, 1))));
  }
  const { width, height, channels, colour } = image;
  return {
    width,
    height,
    channels,
    bits: 8 * raster.bytesPerSample,
    colour,
    data: raster.data,
    metadata: {},
  };
}

/** Keys and intermediate results, in hex; of regions under `region/` and their number. */
export async function regionDerived(
  file: Uint8Array,
  key: Uint8Array,
  image: Image,
  outlines: Outlines,
): Promise<Record<string, string>> {
  const content = decodeContent(readCarrier(file).content);
  const header = decodeHeader(content.header);
  const cipher = cipherById(header.cipher);
  const subkeys = await deriveSubkeys(key, header.nonce, header);
  const hash = await sha256(content.header);
  const record = await openBox(await subkeys.gcm("metadata"), hash, content.record, "record");
  const derived: Record<string, string> = {
    contentKey: toHex(key),
    "header-mac": toHex(await subkeys.bytes("header-mac", 32)),
    metadata: toHex(await subkeys.bytes("metadata", 32)),
    record: toHex(record),
  };
  const whole = fullDepth(image);
  for (const [index, areas] of outlines.entries()) {
    const own = await regionContentKey(subkeys, index);
    const { nonce } = decodeRegionHeader(content.regions![index]!.header);
    const keys = await deriveSubkeys(own, nonce, { region: cipher.id });
    const pixels = atOnce(takeOut({ ...whole, data: new Uint8Array(whole.data) }, areas, 1));
    const vectors = await encryptPixels(cipher, keys, pixels, whole, { threads: 1 });
    const at = `region/${index}`;
    derived[at] = toHex(own);
    for (const label of ["header-mac", "metadata", "seal"] as const) {
      derived[`${at}/${label}`] = toHex(await keys.bytes(label, 32));
    }
    for (const [i, label] of (["native", "rest"] as const).slice(0, vectors.length).entries()) {
      derived[`${at}/${label}`] = toHex(await keys.bytes(label, cipher.nativeKey.bytes));
      derived[`${at}/${label}-vector`] = toHex(vectors[i]!);
    }
    derived[`${at}/cipherPixels`] = toHex(pixels);
  }
  return derived;
}
