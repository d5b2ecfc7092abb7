import { NeuroveilError } from "../../errors.ts";
import { readSafetensors, writeSafetensors, type Tensor } from "../weights/safetensors.ts";
import type { ButterflyWeights } from "./butterfly-lstm.ts";
import { generatorLayers } from "./convolution-sequence.ts";
import type { FeatureLayers } from "./feature-layers.ts";
import { checkShape, defaultShape, type HybridShape } from "./shape.ts";

export interface HybridWeights {
  readonly shape: HybridShape;
  /** Makes digests of tiles and the key vector. */
  readonly encoder: ButterflyWeights;
  /** Makes masks and the kernels of the keyed convolution. */
  readonly mask: ButterflyWeights;
  /** Behind the keyed convolution; none by default. */
  readonly features: FeatureLayers;
  /** [generatorLayers, 3, 3] taps; only without LSTM. */
  readonly generator: Int8Array;
}

/** What distinguishes these files from those of the first hybrid cipher. */
const format = "neuroveil hybrid 2";

interface Row {
  readonly name: string;
  readonly dtype: "I8" | "I16";
  readonly shape: readonly number[];
}

/** Every tensor of the weight file, in file order. */
function layout({ lstmLayers: layers, units, cnnDepth, residualBlocks }: HybridShape): Row[] {
  const rows: Row[] = [
    { name: "layers", dtype: "I8", shape: [cnnDepth - 1, 3] },
    { name: "blocks", dtype: "I8", shape: [residualBlocks, 2, 3] },
  ];
  if (layers === 0) rows.push({ name: "generator", dtype: "I8", shape: [generatorLayers, 3, 3] });
  for (const net of layers === 0 ? [] : ["encoder", "mask"]) {
    rows.push({ name: `${net}.first`, dtype: "I16", shape: [layers, units] });
    rows.push({ name: `${net}.second`, dtype: "I16", shape: [layers, units] });
    rows.push({ name: `${net}.bias`, dtype: "I16", shape: [layers, 3, units] });
  }
  return rows;
}

function count({ shape }: Row): number {
  return shape.reduce((product, n) => product * n, 1);
}

function assemble(shape: HybridShape, tensors: ReadonlyMap<string, Tensor>): HybridWeights {
  const i8 = (name: string): Int8Array =>
    (tensors.get(name)?.data as Int8Array | undefined) ?? new Int8Array();
  const i16 = (name: string): Int16Array =>
    (tensors.get(name)?.data as Int16Array | undefined) ?? new Int16Array();
  const lstm = (name: string): ButterflyWeights => ({
    layers: shape.lstmLayers,
    units: shape.units,
    first: i16(`${name}.first`),
    second: i16(`${name}.second`),
    bias: i16(`${name}.bias`),
  });
  const taps = (name: string, i: number): Int8Array => i8(name).subarray(3 * i, 3 * i + 3);
  return {
    shape,
    encoder: lstm("encoder"),
    mask: lstm("mask"),
    features: {
      layers: Array.from({ length: shape.cnnDepth - 1 }, (_, i) => taps("layers", i)),
      blocks: Array.from(
        { length: shape.residualBlocks },
        (_, i) => [taps("blocks", 2 * i), taps("blocks", 2 * i + 1)] as const,
      ),
    },
    generator: i8("generator"),
  };
}

/**
 * Reads hybrid weights from a safetensors file; the shape is told by the tensors, but for the channels
 * of the keyed convolution, which stand in the metadata.
 * @throws NeuroveilError "weights" when a tensor is missing or has another shape
 */
export function readWeights(file: Uint8Array): HybridWeights {
  const { tensors, metadata } = readSafetensors(file);
  if (metadata["format"] !== format) refuse(`a file of the format "${format}"`, "another");
  const size = (name: string, axis: number): number => tensors.get(name)?.shape[axis] ?? 0;
  const shape: HybridShape = {
    lstmLayers: size("mask.first", 0),
    units: tensors.has("mask.first") ? size("mask.first", 1) : defaultShape.units,
    cnnChannels: Number(metadata["channels"]),
    cnnDepth: size("layers", 0) + 1,
    residualBlocks: size("blocks", 0),
  };
  try {
    checkShape(shape);
  } catch (cause) {
    refuse("hybrid weights", `an unknown shape (${(cause as Error).message})`, cause);
  }
  const expected = layout(shape);
  for (const { name, dtype, shape: dimensions } of expected) {
    const tensor = tensors.get(name);
    if (tensor?.dtype !== dtype || tensor.shape.join() !== dimensions.join()) {
      const got = tensor ? `${tensor.dtype} [${tensor.shape.join()}]` : "none";
      refuse(`${dtype} tensor ${name} of shape [${dimensions.join()}]`, got);
    }
  }
  if (tensors.size !== expected.length) refuse(`${expected.length} tensors`, `${tensors.size}`);
  return assemble(shape, tensors);
}

function refuse(expected: string, got: string, cause?: unknown): never {
  throw new NeuroveilError("weights", {
    expected: expected,
    got: got,
    todo: "use an unaltered weight file",
    cause,
  });
}

/**
 * Weights from a seed, as a safetensors file: bytes of HKDF-SHA-256 (ikm = the seed in UTF-8, no salt,
 * info = tensor name), little-endian, made odd where the load-time criterion wants it: w1, w2, the
 * biases of forget gates, taps, but of the generator the middle ones alone; its others are made even. With the same seed everyone gets the same file.
 */
export async function seedWeights(
  seed: string,
  shape: HybridShape = defaultShape,
): Promise<Uint8Array> {
  checkShape(shape);
  const base = await crypto.subtle.importKey("raw", new TextEncoder().encode(seed), "HKDF", false, [
    "deriveBits",
  ]);
  const values: Record<string, Int8Array | Int16Array> = {};
  for (const row of layout(shape)) {
    const bits = await crypto.subtle.deriveBits(
      {
        name: "HKDF",
        hash: "SHA-256",
        salt: new Uint8Array(),
        info: new TextEncoder().encode(row.name),
      },
      base,
      8 * count(row) * (row.dtype === "I8" ? 1 : 2),
    );
    const view = new DataView(bits);
    values[row.name] =
      row.dtype === "I8"
        ? new Int8Array(bits).map((tap, i) => (isOddTap(row.name, i) ? tap | 1 : tap & ~1))
        : Int16Array.from({ length: count(row) }, (_, i) => {
            const word = view.getInt16(2 * i, true);
            return row.name.endsWith(".bias") && i % (3 * shape.units) >= shape.units
              ? word
              : word | 1;
          });
  }
  return writeWeights(shape, values, `seed "${seed}"`);
}

/**
 * Of the generator the tap at the own place alone is odd, so that its layers are bijections whatever the
 * number of lines; were all odd, the lowest bits of three lines would become equal.
 */
function isOddTap(tensor: string, i: number): boolean {
  return tensor !== "generator" || i % 9 === 4;
}

/**
 * A weight file of whole numbers by tensor name, in the order of the file's layout.
 *
 * @param source where they come from, for the file's metadata
 * @throws NeuroveilError "weights" when a tensor has another number of values or does not fit its type
 */
export function writeWeights(
  shape: HybridShape,
  values: Readonly<Record<string, ArrayLike<number>>>,
  source: string,
): Uint8Array {
  checkShape(shape);
  const tensors = new Map<string, Tensor>();
  for (const row of layout(shape)) {
    const { name, dtype } = row;
    const given = values[name] ?? [];
    const data = dtype === "I8" ? Int8Array.from(given) : Int16Array.from(given);
    if (given.length !== count(row) || data.some((value, i) => value !== given[i])) {
      throw new NeuroveilError("weights", {
        expected: `${count(row)} values of type ${dtype} for ${name}`,
        got: given.length === count(row) ? "others" : given.length,
        todo: "round and bound them first",
      });
    }
    tensors.set(name, { dtype, shape: row.shape, data } as Tensor);
  }
  return writeSafetensors({
    tensors,
    metadata: { format, channels: String(shape.cnnChannels), source },
  });
}
