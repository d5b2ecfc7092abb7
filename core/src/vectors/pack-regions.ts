import { sha256 } from "../bytes/sha256.ts";
import { unshared } from "../bytes/unshared.ts";
import { openBox, pad, sealBox, unpad } from "../container/box/sealed-box.ts";
import { readSamples } from "../container/carrier/read.ts";
import { readCarrier } from "../container/carrier/carrier.ts";
import { decodeCbor, encodeCbor } from "../container/cbor/strict-cbor.ts";
import { forge } from "../container/forge.test.support.ts";
import {
  decodeContent,
  hashBeside,
  type ChunkContent,
  type RegionSlot,
} from "../container/header/chunk-content.ts";
import { decodeHeader, outlinesOf } from "../container/header/header.ts";
import { macInput } from "../container/header/unlock.ts";
import { openChunks } from "../container/protection/open-chunks.ts";
import { sealed } from "../container/protection/sealed.ts";
import { putBack, takeOut } from "../container/regions/pixels.ts";
import { regionContentKey } from "../container/regions/region-key.ts";
import { regionChunks } from "../container/regions/slot.ts";
import { hashChunks } from "../container/regions/hash-chunks.ts";
import { chunkGrid } from "../container/shape/chunk-grid.ts";
import { deriveSubkeys } from "../keys/subkeys.ts";
import { atOnce } from "../turns.ts";

type Fields = Readonly<Record<string, unknown>>;

/** What somebody with the image's key changes; every MAC and tag is right afterwards. */
export interface RegionsChange {
  /** Fields of the image's header. */
  readonly header?: Fields | ((header: Fields) => Fields);
  /** Fields of the image's record. */
  readonly record?: (record: Fields) => Fields;
  /** Fields of the first region's header and record. */
  readonly regionHeader?: Fields;
  readonly regionRecord?: Fields;
  /** The list of regions, and the image's proof. */
  readonly parts?: (content: ChunkContent) => Partial<ChunkContent>;
  /** The visible samples, in place. */
  readonly samples?: (samples: Uint8Array) => void;
}

const bounds = { bytes: 2 ** 24, items: 2 ** 14 };

/** Seals a file with regions again, sense or nonsense, each region where it was. */
export function repackRegions(key: Uint8Array, change: RegionsChange) {
  return async (file: Uint8Array): Promise<Uint8Array> => {
    const carrier = readCarrier(file);
    const content = decodeContent(carrier.content);
    const header = decodeHeader(content.header);
    const subkeys = await deriveSubkeys(key, header.nonce, header);
    const outlines = outlinesOf(header.regions!);
    const raster = { ...carrier.geometry, data: new Uint8Array(await readSamples(carrier)) };
    const pixels = outlines.map((areas) => atOnce(takeOut(raster, areas, 1)));
    change.samples?.(raster.data);
    const visible = await hashChunks(chunkGrid(header, header), raster.data);
    const old = decodeCbor(content.header, "the header", bounds) as Fields;
    const fields = { ...old, regions: { ...(old["regions"] as Fields), visible } };
    const changed = typeof change.header === "function" ? change.header(fields) : change.header;
    const bytes = encodeCbor({ ...fields, ...changed });
    const hash = await sha256(bytes);
    const regions: RegionSlot[] = [];
    for (const [index, slot] of content.regions!.entries()) {
      const own = pixels[index]!;
      regions.push(
        await reseal(await regionContentKey(subkeys, index), slot, own, hash, index, change),
      );
      atOnce(putBack(raster, outlines[index]!, own));
    }
    const metadata = await subkeys.gcm("metadata");
    const plain = await openBox(metadata, await sha256(content.header), content.record, "it");
    const record = decodeCbor(unpad(plain, "it"), "it", bounds) as Fields;
    const packed: ChunkContent = {
      ...content,
      header: bytes,
      record: await sealBox(
        metadata,
        hash,
        pad(encodeCbor({ ...record, ...change.record?.(record) })),
        content.record.slice(0, 12),
      ),
      regions,
    };
    const all = { ...packed, ...change.parts?.(packed) };
    const input = macInput(hash, await hashBeside(all));
    const mac = await crypto.subtle.sign("HMAC", await subkeys.mac("header-mac"), input);
    return forge(file, {
      samples: (samples) => samples.set(raster.data),
      parts: () => ({ ...all, mac: new Uint8Array(mac) }),
    });
  };
}

async function reseal(
  key: Uint8Array,
  slot: RegionSlot,
  pixels: Uint8Array,
  image: Uint8Array,
  index: number,
  { regionHeader, regionRecord }: RegionsChange,
): Promise<RegionSlot> {
  const old = decodeCbor(slot.header, "it", bounds) as Fields & { readonly nonce: Uint8Array };
  const subkeys = await deriveSubkeys(key, old.nonce, { region: "hybrid" });
  const grid = regionChunks(pixels.length);
  const before = await sha256(slot.header);
  await openChunks(await sealed.open(subkeys, grid, before, slot.proof), grid, pixels);
  const metadata = await subkeys.gcm("metadata");
  const record = decodeCbor(
    unpad(await openBox(metadata, before, slot.record, "it"), "it"),
    "it",
    bounds,
  ) as Fields;
  const first = index === 0;
  const header = encodeCbor({ ...old, image, ...(first && regionHeader) });
  const hash = await sha256(header);
  const mac = await crypto.subtle.sign("HMAC", await subkeys.mac("header-mac"), unshared(hash));
  const sealer = await sealed.seal(subkeys, grid, Promise.resolve(hash));
  for (let i = 0; i < grid.count; i++) await sealer.seal(i, grid.chunk(pixels, i));
  const plain = pad(encodeCbor({ ...record, ...(first && regionRecord) }));
  return {
    mac: new Uint8Array(mac),
    proof: await sealer.finish(),
    header,
    pixels: await hashChunks(grid, pixels),
    record: await sealBox(metadata, hash, plain, slot.record.slice(0, 12)),
  };
}
