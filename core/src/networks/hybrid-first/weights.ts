import { NeuroveilError } from "../../errors.ts";
import type { ConvolutionWeights } from "./convolution.ts";
import { fanIn, gates, type LstmWeights } from "./lstm.ts";
import { readSafetensors, writeSafetensors, type Tensor } from "../weights/safetensors.ts";

/** What can be varied in the hybrid network (the paper's ablation: section 6.4). */
export interface HybridShape {
  /** LSTM layers, 0 to 3; with 0 a dilated convolution makes the masks. */
  readonly lstmLayers: number;
  /** Units a layer: 16, 32 or 64. */
  readonly units: number;
  /** Layers of the feature CNN, 1 to 8. */
  readonly cnnDepth: number;
  /** Residual blocks after them, 0 to 4. */
  readonly residualBlocks: number;
}

export const defaultShape: HybridShape = {
  lstmLayers: 1,
  units: 32,
  cnnDepth: 2,
  residualBlocks: 0,
};

/** Layers of the mask generator of `cnn-only`. */
export const generatorLayers = 10;

export interface HybridWeights {
  readonly shape: HybridShape;
  /** Absorbs the tiles into the key vector. */
  readonly encoder: LstmWeights;
  /** Makes the masks. */
  readonly mask: LstmWeights;
  readonly convolution: ConvolutionWeights;
  /** [generatorLayers, 3, 3] taps; only without LSTM. */
  readonly generator: Int8Array;
}

function checkShape(shape: HybridShape): void {
  const within = (name: string, value: number, low: number, high: number): void => {
    if (!Number.isInteger(value) || value < low || value > high) {
      throw new RangeError(`"${name}" expected an integer from ${low} to ${high}, got ${value}`);
    }
  };
  within("lstmLayers", shape.lstmLayers, 0, 3);
  within("cnnDepth", shape.cnnDepth, 1, 8);
  within("residualBlocks", shape.residualBlocks, 0, 4);
  if (![16, 32, 64].includes(shape.units)) {
    throw new RangeError(`"units" expected 16, 32 or 64, got ${shape.units}`);
  }
}

/** Every tensor of the weight file with its type and shape, in file order. */
function layout(shape: HybridShape): [name: string, dtype: "I8" | "I16", shape: number[]][] {
  const { lstmLayers: layers, units, cnnDepth, residualBlocks } = shape;
  const rows: [string, "I8" | "I16", number[]][] = [
    ["causal", "I8", [5]],
    ["cross", "I8", [4]],
    ["features", "I8", [cnnDepth - 1, 3]],
    ["blocks", "I8", [residualBlocks, 2, 3]],
  ];
  if (layers === 0) rows.push(["generator", "I8", [generatorLayers, 3, 3]]);
  for (const net of layers === 0 ? [] : ["encoder", "mask"]) {
    rows.push([`${net}.weight`, "I8", [layers, gates, units, fanIn]]);
    rows.push([`${net}.bias`, "I16", [layers, gates, units]]);
  }
  return rows;
}

function assemble(shape: HybridShape, tensors: ReadonlyMap<string, Tensor>): HybridWeights {
  const i8 = (name: string): Int8Array =>
    (tensors.get(name)?.data as Int8Array | undefined) ?? new Int8Array();
  const lstm = (name: string): LstmWeights => ({
    layers: shape.lstmLayers,
    units: shape.units,
    weight: i8(`${name}.weight`),
    bias: (tensors.get(`${name}.bias`)?.data as Int16Array | undefined) ?? new Int16Array(),
  });
  const features = i8("features");
  const blocks = i8("blocks");
  const taps = (from: Int8Array, i: number): Int8Array => from.subarray(3 * i, 3 * i + 3);
  return {
    shape,
    encoder: lstm("encoder"),
    mask: lstm("mask"),
    convolution: {
      causal: i8("causal"),
      cross: i8("cross"),
      layers: Array.from({ length: shape.cnnDepth - 1 }, (_, i) => taps(features, i)),
      blocks: Array.from(
        { length: shape.residualBlocks },
        (_, i) => [taps(blocks, 2 * i), taps(blocks, 2 * i + 1)] as const,
      ),
    },
    generator: i8("generator"),
  };
}

/**
 * Reads hybrid weights from a safetensors file; the shape is told by the tensors.
 * @throws NeuroveilError "weights" when a tensor is missing or has another shape
 */
export function readWeights(file: Uint8Array): HybridWeights {
  const { tensors } = readSafetensors(file);
  const size = (name: string, axis: number): number => tensors.get(name)?.shape[axis] ?? 0;
  const shape: HybridShape = {
    lstmLayers: size("mask.weight", 0),
    units: tensors.has("mask.weight") ? size("mask.weight", 2) : defaultShape.units,
    cnnDepth: size("features", 0) + 1,
    residualBlocks: size("blocks", 0),
  };
  try {
    checkShape(shape);
  } catch (cause) {
    throw new NeuroveilError("weights", {
      expected: "hybrid weights",
      got: `an unknown shape (${(cause as Error).message})`,
      todo: "use an unaltered weight file",
      cause,
    });
  }
  const expected = layout(shape);
  for (const [name, dtype, dimensions] of expected) {
    const tensor = tensors.get(name);
    if (tensor?.dtype !== dtype || tensor.shape.join() !== dimensions.join()) {
      throw new NeuroveilError("weights", {
        expected: `${dtype} tensor ${name} of shape [${dimensions.join()}]`,
        got: tensor ? `${tensor.dtype} [${tensor.shape.join()}]` : "none",
        todo: "use an unaltered weight file",
      });
    }
  }
  if (tensors.size !== expected.length) {
    throw new NeuroveilError("weights", {
      expected: `${expected.length} tensors`,
      got: tensors.size,
      todo: "use an unaltered weight file",
    });
  }
  return assemble(shape, tensors);
}

/**
 * Weights from a seed, as a safetensors file: bytes of HKDF-SHA-256 (ikm = the seed in UTF-8, no
 * salt, info = tensor name), shaped to meet the load-time criterion: gate weights halved, candidate
 * weights and all taps made odd. With the same seed everyone gets the same file.
 */
export async function seedWeights(
  seed: string,
  shape: HybridShape = defaultShape,
): Promise<Uint8Array> {
  checkShape(shape);
  const base = await crypto.subtle.importKey("raw", new TextEncoder().encode(seed), "HKDF", false, [
    "deriveBits",
  ]);
  const tensors = new Map<string, Tensor>();
  for (const [name, dtype, dimensions] of layout(shape)) {
    const count = dimensions.reduce((product, n) => product * n, 1);
    // HKDF gives at most 255 hashes; large tensors take several, numbered.
    const bytes = new Uint8Array(count * (dtype === "I8" ? 1 : 2));
    for (let from = 0, part = 0; from < bytes.length; from += 4096, part++) {
      const info = new TextEncoder().encode(`${name}/${part}`);
      const length = Math.min(4096, bytes.length - from);
      const bits = await crypto.subtle.deriveBits(
        { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info },
        base,
        8 * length,
      );
      bytes.set(new Uint8Array(bits), from);
    }
    if (dtype === "I16") {
      const view = new DataView(bytes.buffer);
      tensors.set(name, {
        dtype,
        shape: dimensions,
        data: Int16Array.from({ length: count }, (_, i) => view.getInt16(2 * i, true)),
      });
      continue;
    }
    const layerSize = gates * shape.units * fanIn;
    const isGate = (i: number): boolean => i % layerSize < 2 * shape.units * fanIn;
    const data = new Int8Array(bytes.buffer).map((w, i) =>
      name.endsWith(".weight") && isGate(i) ? w >> 1 : w | 1,
    );
    tensors.set(name, { dtype, shape: dimensions, data });
  }
  return file(tensors, `seed "${seed}"`);
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
  for (const [name, dtype, dimensions] of layout(shape)) {
    const given = values[name] ?? [];
    const count = dimensions.reduce((product, n) => product * n, 1);
    const data = dtype === "I8" ? Int8Array.from(given) : Int16Array.from(given);
    if (given.length !== count || data.some((value, i) => value !== given[i])) {
      throw new NeuroveilError("weights", {
        expected: `${count} values of type ${dtype} for ${name}`,
        got: given.length === count ? "others" : given.length,
        todo: "round and bound them first",
      });
    }
    tensors.set(name, { dtype, shape: dimensions, data } as Tensor);
  }
  return file(tensors, source);
}

function file(tensors: ReadonlyMap<string, Tensor>, source: string): Uint8Array {
  return writeSafetensors({ tensors, metadata: { format: "neuroveil hybrid 1", source } });
}
