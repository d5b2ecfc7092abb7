import { stopIfAborted } from "../../abort.ts";
import { fastLayers } from "../../kernels/layer-kernels.ts";
import { hybridAutoencoderWeights } from "../../networks/generated/hybrid-autoencoder-weights.ts";
import { readHybridAutoencoder } from "../../networks/trained/hybrid-autoencoder-file.ts";
import { keyed, type HybridAutoencoder } from "../../networks/trained/hybrid-autoencoder.ts";
import type { LayerEngine } from "../../networks/quantised/layer-engine.ts";
import { pinnedFile } from "../../networks/weights/pinned.ts";
import { runTiles } from "../kinds/autoencoder-tiles.ts";
import type { Cipher, Run } from "../cipher.ts";
import { pacer } from "../kinds/pace.ts";
import { runPatchRows } from "../kinds/patch-rows.ts";
import { planeTriples, type PlaneTriple } from "../kinds/plane-triples.ts";
import { rowBytes, type Raster } from "../raster.ts";

/** SHA-256 of the weights that ship with this version. */
const weightsHash = "7a6b578651527483114c8833dc72b185a48d7d6dd7c64f6f1ab4ea551393bd22";

const keyBytes = 32;

/** The paper's pipeline taken as an autoencoder (docs/models/hybrid-autoencoder.md). */
export const hybridAutoencoder: Cipher = {
  id: "hybrid-autoencoder",
  family: "hybrid",
  status: "known-weak",
  lossless: false,
  source:
    "the hybrid CNN-LSTM paper, section 4, taken as an autoencoder; weak: the key is only in h0 and c0, and a wrong key decrypts about as well as the right one",
  parameters: {
    cnnLayers: "1 hidden layer of 8 channels and an output layer each way",
    lstmLayers: 1,
    units: 64,
    patch: "4 x 4",
  },
  nativeKey: {
    bytes: keyBytes,
    description:
      "hidden and cell states of each LSTM layer, 8 bits each, step 1/128: 32 of them, over again",
  },
  keySpace: "2^256 initial states, which the decoder hardly tells apart",
  keyVectorBytes: 0,
  tileRows: 0,
  weights: weightsHash,
  encrypt: (raster, key, run = {}) => work(raster, key, run, "encoder"),
  decrypt: (raster, key, _keyVector, run = {}) => work(raster, key, run, "decoder"),
};

let network: Promise<HybridAutoencoder> | undefined;

async function loadNetwork(): Promise<HybridAutoencoder> {
  return readHybridAutoencoder(await pinnedFile(hybridAutoencoderWeights, weightsHash));
}

type Direction = "encoder" | "decoder";

async function work(
  raster: Raster,
  key: Uint8Array,
  run: Run,
  direction: Direction,
): Promise<Uint8Array> {
  const { data } = raster;
  if (key.length !== keyBytes)
    throw new RangeError(`"key" expected ${keyBytes} bytes, got ${key.length}`);
  const bytes = rowBytes(raster) * raster.height;
  if (data.length !== bytes)
    throw new RangeError(`"raster.data" expected ${bytes} bytes, got ${data.length}`);
  stopIfAborted(run.signal);
  const pace = pacer(run);
  let done = 0;
  const given: Given = {
    network: await (network ??= loadNetwork()),
    key,
    engine: await fastLayers(),
    // Two passes; the end is told below, for images without triples as well.
    onSamples: async (samples) => {
      done += samples / 2;
      if (done < data.length) await pace(done / data.length);
    },
  };
  const { triples, rest } = planeTriples(raster);
  for (const triple of triples) await runTriple(given, triple, data, direction);
  if (rest.length > 0) await runRest(given, rest, data, direction);
  run.onProgress?.(1);
  run.onRows?.(0, raster.height);
  return new Uint8Array();
}

interface Given {
  readonly network: HybridAutoencoder;
  readonly key: Uint8Array;
  readonly engine: LayerEngine;
  readonly onSamples: (samples: number) => Promise<void>;
}

/** Each triple is a sequence of its own that begins with the key. */
async function runTriple(
  { network, key, engine, onSamples }: Given,
  triple: PlaneTriple,
  data: Uint8Array,
  direction: Direction,
): Promise<void> {
  const half = network[direction];
  const between = new Uint8Array(data.length);
  const backwards = direction === "decoder" && network.backwards;
  const sequence = { states: keyed(half, key), backwards, engine };
  if (direction === "encoder") {
    await runTiles(half.cnn, triple, { from: data, to: between }, engine.convolve, onSamples);
    await runPatchRows(half, triple, { from: between, to: data, ...sequence }, onSamples);
  } else {
    await runPatchRows(half, triple, { from: data, to: between, ...sequence }, onSamples);
    await runTiles(half.cnn, triple, { from: between, to: data }, engine.convolve, onSamples);
  }
}

/** At most 16 bytes that make no planes: a patch of their own, in its first plane. */
const restTriple: PlaneTriple = { width: 4, height: 4, starts: [0, 16, 32], right: 1, down: 4 };

async function runRest(
  given: Given,
  rest: readonly number[],
  data: Uint8Array,
  direction: Direction,
): Promise<void> {
  const patch = new Uint8Array(48).fill(128);
  for (const [i, at] of rest.entries()) patch[i] = data[at]!;
  await runTriple({ ...given, onSamples: async () => {} }, restTriple, patch, direction);
  for (const [i, at] of rest.entries()) data[at] = patch[i]!;
}
