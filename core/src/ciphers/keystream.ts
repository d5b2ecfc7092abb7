import { deriveSubkeys } from "../keys/subkeys.ts";
import { keyVectorBytes, keyVectorOf, tileBytes, tileRows } from "../networks/tiles/tile-engine.ts";
import type { Cipher } from "./cipher.ts";
import { engines } from "./hybrid/engines.ts";
import { loadCipher } from "./registry.ts";
import { rowBytes, type Raster } from "./raster.ts";
import type { Block, TileEngine } from "../networks/tiles/tile-engine.ts";

const pitch = 8 * tileBytes;
/** Bytes of the eight tiles side by side that are made at once. */
const groupBytes = pitch * tileRows;

/**
 * What the cipher makes of zeros, for external test batteries: a gray image 512 bytes wide, for tile
 * ciphers tile after tile, through the code that encrypts. The native key is derived as that of a bare
 * image at nonce zero, but for no shape, so that no image of anybody has it.
 * @param key content key, 32 bytes
 * @param bytes how many to give
 * @param options `frozenFeatures`: the masks alone, without features and key vector (tile ciphers)
 */
export async function* keystream(
  id: string,
  key: Uint8Array,
  bytes: number,
  options: { readonly frozenFeatures?: boolean } = {},
): AsyncGenerator<Uint8Array> {
  const cipher = await loadCipher(id);
  if (!Number.isSafeInteger(bytes) || bytes < 1)
    throw new RangeError(`"bytes" expected a positive integer, got ${bytes}`);
  const subkeys = await deriveSubkeys(key, new Uint8Array(16), { cipher: id, protection: "bare" });
  const native = await subkeys.bytes("native", cipher.nativeKey.bytes);
  const create = engines[id];
  if (create)
    yield* tiles(
      await create(options.frozenFeatures ?? false),
      native,
      bytes,
      options.frozenFeatures ?? false,
    );
  else yield await whole(cipher, native, bytes);
}

async function* tiles(
  engine: TileEngine,
  key: Uint8Array,
  bytes: number,
  frozen: boolean,
): AsyncGenerator<Uint8Array> {
  const groups = Math.ceil(bytes / groupBytes);
  const data = new Uint8Array(groupBytes);
  const block = (group: number): Block => ({
    data,
    offset: 0,
    pitch,
    width: pitch,
    rows: tileRows,
    firstTile: 8 * group,
  });
  const keyVector = frozen
    ? new Uint8Array(keyVectorBytes)
    : zeroKeyVector(engine, key, groups, block);
  let left = bytes;
  for (let group = 0; group < groups; group++) {
    data.fill(0);
    engine.encrypt(key, block(group), keyVector);
    const out = tileAfterTile(data);
    yield left < groupBytes ? out.subarray(0, left) : out;
    left -= groupBytes;
  }
}

function zeroKeyVector(
  engine: TileEngine,
  key: Uint8Array,
  groups: number,
  block: (group: number) => Block,
): Uint8Array {
  const groupWords = 8 * 32;
  const all = new Uint16Array(groups * groupWords);
  for (let group = 0; group < groups; group++)
    all.set(engine.digest(key, block(group)).digests, group * groupWords);
  return keyVectorOf(engine, key, { rowBytes: pitch, rows: groups * tileRows }, all);
}

function tileAfterTile(group: Uint8Array): Uint8Array {
  const out = new Uint8Array(groupBytes);
  for (let tile = 0; tile < 8; tile++) {
    for (let row = 0; row < tileRows; row++) {
      const from = row * pitch + tile * tileBytes;
      out.set(group.subarray(from, from + tileBytes), (tile * tileRows + row) * tileBytes);
    }
  }
  return out;
}

async function whole(cipher: Cipher, key: Uint8Array, bytes: number): Promise<Uint8Array> {
  const raster: Raster = {
    width: pitch,
    height: Math.ceil(bytes / pitch),
    channels: 1,
    bytesPerSample: 1,
    data: new Uint8Array(0),
  };
  const data = new Uint8Array(rowBytes(raster) * raster.height);
  await cipher.encrypt({ ...raster, data }, key, { threads: 1 });
  return data.subarray(0, bytes);
}
