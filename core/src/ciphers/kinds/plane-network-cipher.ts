import { stopIfAborted } from "../../abort.ts";
import { fastConvolvePlanes } from "../../kernels/planes/planes-kernel.ts";
import { skewTentKeyBytes } from "../../layers/skew-tent-mask.ts";
import {
  readConvAutoencoder,
  type AutoencoderHalf,
  type ConvAutoencoder,
} from "../../networks/trained/conv-autoencoder.ts";
import { pinnedFile } from "../../networks/weights/pinned.ts";
import { runTiles } from "./autoencoder-tiles.ts";
import type { Cipher, Run } from "../cipher.ts";
import { keySamples } from "../key-samples.ts";
import { pacer } from "./pace.ts";
import { planeTriples } from "./plane-triples.ts";
import { rowBytes, type Raster } from "../raster.ts";

interface PlaneNetworkCipher extends Pick<
  Cipher,
  "id" | "family" | "status" | "source" | "parameters"
> {
  /** SHA-256 of the weights that ship with this version. */
  readonly weights: string;
  /** These weights in base64: a network with three planes of key samples. */
  readonly weightFile: string;
}

/**
 * A lossy cipher of two networks on three planes of an image and three of key samples. There is
 * one key sample for every byte of the raster, at its place (key-samples.ts); states and tops of the
 * maps that make them are the native key. Bytes that make no planes get theirs added modulo 256.
 */
export function planeNetworkCipher({ weightFile, ...row }: PlaneNetworkCipher): Cipher {
  let network: Promise<ConvAutoencoder> | undefined;
  const work = async (
    raster: Raster,
    key: Uint8Array,
    run: Run,
    direction: { readonly half: keyof ConvAutoencoder; readonly sign: 1 | -1 },
  ): Promise<Uint8Array> => {
    check(raster, key);
    stopIfAborted(run.signal);
    const pace = pacer(run);
    const half: AutoencoderHalf = (await (network ??= load(weightFile, row.weights)))[
      direction.half
    ];
    const convolve = await fastConvolvePlanes();
    const { data } = raster;
    const keys = keySamples(key, data.length);
    const bytes = { from: new Uint8Array(data), keys, to: data };
    const { triples, rest } = planeTriples(raster);
    for (const at of rest) data[at]! += direction.sign * keys[at]!;
    let done = rest.length;
    for (const triple of triples) {
      await runTiles(half, triple, bytes, convolve, async (samples) => {
        done += samples;
        // The last one is told below, for images without triples as well.
        if (done < data.length) await pace(done / data.length);
      });
    }
    run.onProgress?.(1);
    run.onRows?.(0, raster.height);
    return new Uint8Array();
  };
  return {
    ...row,
    lossless: false,
    nativeKey: {
      bytes: skewTentKeyBytes,
      description:
        "16 states in [2^-10, 0.2) and 16 tops in [0.2, 0.8) of skew-tent maps: 48 bits each (big-endian), step 2^-48 of the range; a top of exactly 1/2 loses a bit a step. They make the key samples",
    },
    keySpace: "2^(2 * 16 * 48) maps; 2^256 when derived from a content key",
    keyVectorBytes: 0,
    tileRows: 0,
    encrypt: (raster, key, run = {}) => work(raster, key, run, { half: "encoder", sign: 1 }),
    decrypt: (raster, key, _keyVector, run = {}) =>
      work(raster, key, run, { half: "decoder", sign: -1 }),
  };
}

async function load(file: string, sha256: string): Promise<ConvAutoencoder> {
  return readConvAutoencoder(await pinnedFile(file, sha256));
}

function check(raster: Raster, key: Uint8Array): void {
  if (key.length !== skewTentKeyBytes)
    throw new RangeError(`"key" expected ${skewTentKeyBytes} bytes, got ${key.length}`);
  const bytes = rowBytes(raster) * raster.height;
  if (raster.data.length !== bytes)
    throw new RangeError(`"raster.data" expected ${bytes} bytes, got ${raster.data.length}`);
}
