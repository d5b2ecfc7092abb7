import { inMemory } from "../container/carrier-target.ts";
import { CarrierWriter } from "../container/carrier-write.ts";
import { readCarrier } from "../container/carrier.ts";
import { readSamples } from "../container/carrier-read.ts";
import { decodeContent, encodeContent } from "../container/chunk-content.ts";
import type { Geometry } from "../container/geometry.ts";
import { sha256 } from "../bytes/sha256.ts";
import { decodeHeader, encodeHeader, type Header } from "../container/header.ts";
import { padme } from "../container/padme.ts";
import { protectors } from "../container/protectors.ts";
import { openBox, sealBox } from "../container/sealed-box.ts";
import { rowChunks } from "../container/row-chunks.ts";
import { decodeCbor, encodeCbor } from "../container/strict-cbor.ts";
import { deriveSubkeys } from "../keys/subkeys.ts";
import { unshared } from "../bytes/unshared.ts";

/** A container laid open: what the holder of its key sees, and can seal again after changing it. */
export interface Unpacked {
  readonly geometry: Geometry;
  readonly header: Header;
  /** The sealed record's fields. */
  readonly record: Readonly<Record<string, unknown>>;
  readonly recordNonce: Uint8Array;
  /** What the neural cipher made of the samples. */
  readonly samples: Uint8Array;
  /** What a lossy cipher loses: the residual's plaintext with digest, length and padding. */
  readonly residual?: { readonly nonce: Uint8Array; readonly plain: Uint8Array } | undefined;
}

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
  const subkeys = await deriveSubkeys(contentKey, header.nonce, header.cipher, header.protection);
  const headerHash = await sha256(content.header);
  const samples = await readSamples(carrier, { threads: 1 });
  const chunks = rowChunks(header, header.chunkRows);
  const protector = protectors[header.protection];
  await protector.open(subkeys, chunks, headerHash, content.proof, samples);
  const key = await subkeys.gcm("metadata");
  const plain = await openBox(key, content.recordNonce, headerHash, content.record, "metadata");
  const length = new DataView(plain.buffer, plain.byteOffset).getUint32(0);
  const record = decodeCbor(plain.subarray(4, 4 + length), "the record", bounds);
  return {
    geometry: carrier.geometry,
    header,
    record: record as Record<string, unknown>,
    recordNonce: content.recordNonce,
    samples,
    residual: content.residual && {
      nonce: content.residual.nonce,
      plain: await openBox(
        await subkeys.gcm("residual"),
        content.residual.nonce,
        headerHash,
        content.residual.sealed,
        "residual",
      ),
    },
  };
}

/** Seals with right MACs and tags whatever it is given, sense or nonsense. */
export async function pack(
  { geometry, header, record, recordNonce, samples, residual }: Unpacked,
  contentKey: Uint8Array,
  { headerBytes = encodeHeader(header), recordBytes = paddedRecord(record) }: Bytes = {},
): Promise<Uint8Array> {
  const subkeys = await deriveSubkeys(contentKey, header.nonce, header.cipher, header.protection);
  const headerHash = await sha256(headerBytes);
  const mac = await subkeys.mac("header-mac");
  const chunks = rowChunks(geometry, Math.max(1, header.chunkRows));
  const sealer = await protectors[header.protection].seal(
    subkeys,
    chunks,
    Promise.resolve(headerHash),
  );
  const rows: Uint8Array[] = [];
  for (let index = 0; index < chunks.count; index++) {
    const { start, stop } = chunks.chunk(index);
    // Sealing works in place, and the samples may be packed again.
    rows.push(await sealer.seal(index, samples.slice(start, stop)));
  }
  const content = encodeContent({
    header: headerBytes,
    headerMac: new Uint8Array(await crypto.subtle.sign("HMAC", mac, unshared(headerBytes))),
    recordNonce,
    record: await sealBox(await subkeys.gcm("metadata"), recordNonce, headerHash, recordBytes),
    proof: await sealer.finish(),
    residual: residual && {
      nonce: residual.nonce,
      sealed: await sealBox(
        await subkeys.gcm("residual"),
        residual.nonce,
        headerHash,
        residual.plain,
      ),
    },
  });
  const { bytes } = await inMemory(async (target) => {
    const writer = new CarrierWriter(geometry, content.length, target);
    for (const [index, bytes] of rows.entries())
      await writer.writeRows(chunks.chunk(index).first, bytes);
    await writer.finish(content);
  });
  return bytes;
}

/** A record's plaintext, its fields unchecked. */
export function paddedRecord(record: object): Uint8Array {
  const cbor = encodeCbor(record);
  const bytes = new Uint8Array(padme(4 + cbor.length, 512));
  new DataView(bytes.buffer).setUint32(0, cbor.length);
  bytes.set(cbor, 4);
  return bytes;
}
