import { inMemory } from "../container/carrier/target.ts";
import { CarrierWriter } from "../container/carrier/write.ts";
import { readCarrier } from "../container/carrier/carrier.ts";
import { readSamples } from "../container/carrier/read.ts";
import {
  decodeContent,
  encodeContent,
  hashBeside,
  type PreviewSlot,
} from "../container/header/chunk-content.ts";
import { chunkGrid } from "../container/shape/chunk-grid.ts";
import type { Geometry } from "../container/shape/geometry.ts";
import { sha256 } from "../bytes/sha256.ts";
import { decodeHeader, encodeHeader, type Header } from "../container/header/header.ts";
import { openChunks } from "../container/protection/open-chunks.ts";
import { protectors } from "../container/protection/protectors.ts";
import { openBox, pad, sealBox, unpad } from "../container/box/sealed-box.ts";
import { decodeCbor, encodeCbor } from "../container/cbor/strict-cbor.ts";
import { macInput } from "../container/header/unlock.ts";
import { deriveSubkeys } from "../keys/subkeys.ts";

/** A container laid open: what the holder of its key sees, and can seal again after changing it. */
export interface Unpacked {
  readonly geometry: Geometry;
  readonly header: Header;
  /** The sealed record's fields. */
  readonly record: Readonly<Record<string, unknown>>;
  readonly nonces: { readonly [Box in BoxName]?: Uint8Array };
  /** What the neural cipher made of the samples. */
  readonly samples: Uint8Array;
  /** What a lossy cipher loses: the residual's plaintext with length and padding. */
  readonly residual?: Uint8Array | undefined;
  /** The original's, too. */
  readonly original?: Uint8Array | undefined;
  /** What stands beside the image, as it is. */
  readonly preview?: PreviewSlot | undefined;
}

type BoxName = "record" | "residual" | "original";
/** Bytes of a GCM nonce, in front of a box. */
const nonceBytes = 12;

/** Bytes in place of what {@link pack} would encode. */
export interface Bytes {
  readonly headerBytes?: Uint8Array;
  /** The record's plaintext with length and padding. */
  readonly recordBytes?: Uint8Array;
}

const bounds = { bytes: 2 ** 24, items: 2 ** 12 };

export async function unpack(file: Uint8Array, contentKey: Uint8Array): Promise<Unpacked> {
  const carrier = readCarrier(file);
  const content = decodeContent(carrier.content);
  const header = decodeHeader(content.header);
  const subkeys = await deriveSubkeys(contentKey, header.nonce, header);
  const headerHash = await sha256(content.header);
  const samples = await readSamples(carrier, { threads: 1 });
  const grid = chunkGrid(header, header);
  const protector = protectors[header.protection];
  const opener = await protector.open(subkeys, grid, headerHash, content.proof);
  await openChunks(opener, grid, samples);
  const open = async (name: BoxName): Promise<Uint8Array | undefined> => {
    const box = content[name];
    const key = await subkeys.gcm(labels[name]);
    return box && (await openBox(key, headerHash, box, name));
  };
  const nonceOf = (name: BoxName): object => {
    const box = content[name];
    return box === undefined ? {} : { [name]: box.slice(0, nonceBytes) };
  };
  const record = decodeCbor(unpad((await open("record"))!, "record"), "the record", bounds);
  return {
    geometry: carrier.geometry,
    header,
    record: record as Record<string, unknown>,
    nonces: { ...nonceOf("record"), ...nonceOf("residual"), ...nonceOf("original") },
    samples,
    residual: await open("residual"),
    original: await open("original"),
    preview: content.preview,
  };
}

const labels = { record: "metadata", residual: "residual", original: "original" } as const;

/** Seals with right MACs and tags whatever it is given, sense or nonsense. */
export async function pack(
  { geometry, header, record, nonces, samples, preview, ...boxes }: Unpacked,
  contentKey: Uint8Array,
  { headerBytes = encodeHeader(header), recordBytes = pad(encodeCbor(record)) }: Bytes = {},
): Promise<Uint8Array> {
  const subkeys = await deriveSubkeys(contentKey, header.nonce, header);
  const headerHash = await sha256(headerBytes);
  const grid = chunkGrid(geometry, {
    chunkRows: Math.max(1, header.chunkRows),
    chunkBytes: Math.max(1, header.chunkBytes),
  });
  const sealer = await protectors[header.protection].seal(
    subkeys,
    grid,
    Promise.resolve(headerHash),
  );
  // Sealing works in place, and the samples may be packed again.
  const rows = new Uint8Array(samples);
  for (let index = 0; index < grid.count; index++) {
    await sealer.seal(index, grid.chunk(rows, index));
  }
  const seal = async (
    name: BoxName,
    plain: Uint8Array | undefined,
  ): Promise<Uint8Array | undefined> =>
    plain && sealBox(await subkeys.gcm(labels[name]), headerHash, plain, nonces[name]);
  const key = await subkeys.mac("header-mac");
  const input = macInput(headerHash, await hashBeside({ preview }));
  const content = encodeContent({
    mac: new Uint8Array(await crypto.subtle.sign("HMAC", key, input)),
    proof: await sealer.finish(),
    header: headerBytes,
    record: (await seal("record", recordBytes))!,
    residual: await seal("residual", boxes.residual),
    original: await seal("original", boxes.original),
    preview,
  });
  const { bytes } = await inMemory(async (target) => {
    const writer = new CarrierWriter(geometry, content.length, target);
    await writer.writeRows(0, rows);
    await writer.finish(content);
  });
  return bytes;
}
