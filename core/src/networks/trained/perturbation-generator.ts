import { NeuroveilError } from "../../errors.ts";
import { convolutionTensors, readConvolution } from "../quantised/convolution-tensors.ts";
import type {
  ConvolvePlanes,
  IntegerConvolution,
  Planes,
} from "../quantised/integer-convolution.ts";
import { readSafetensors, writeSafetensors } from "../weights/safetensors.ts";

/** Planes, and rows and columns of each, of the noise that a generator starts from. */
export const seedPlanes = 4;
export const seedSide = 8;
export const seedBytes: number = seedPlanes * seedSide ** 2;

/** Every layer but the last is followed by a doubling of rows and columns. */
const layerCount = 3;
/** Bytes that one seed gives: 32 rows and columns. */
export const perturbationBytes: number = (seedSide * 2 ** (layerCount - 1)) ** 2;

const format = "neuroveil gan-perturbation 1";

/** Makes a perturbation of noise: three convolutions. */
export type PerturbationGenerator = readonly IntegerConvolution[];

/**
 * The seed of one tile: byte i of the first half of z plus (2i + 1) times the tile's number, and of the
 * second half as many times the number's upper part, tile / 256, modulo 256. Tiles 65,536 apart are alike.
 *
 * @returns four planes of 8 x 8 samples less 128
 */
export function tileSeed(z: Uint8Array, tile: number): Planes {
  const data = Int16Array.from(z, (byte, i) => {
    const number = i < seedBytes / 2 ? tile & 255 : (tile >>> 8) & 255;
    return ((byte + (2 * i + 1) * number) & 255) - 128;
  });
  return { channels: seedPlanes, height: seedSide, width: seedSide, data };
}

/** The perturbation from a seed: `perturbationBytes` bytes, the last layer's samples. */
export function perturbation(
  layers: PerturbationGenerator,
  seed: Planes,
  convolve: ConvolvePlanes,
): Uint8Array {
  const last = layers.reduce((x, layer, i) => convolve(layer, i === 0 ? x : doubled(x)), seed);
  return Uint8Array.from(last.data);
}

/** Every sample as a square of four. */
function doubled({ channels, height, width, data }: Planes): Planes {
  const wide = 2 * width;
  const rows = channels * height;
  const out = new Int16Array(4 * data.length);
  for (let row = 0; row < rows; row++) {
    for (let i = 0; i < wide; i++) {
      const sample = data[row * width + (i >> 1)]!;
      out[2 * row * wide + i] = sample;
      out[(2 * row + 1) * wide + i] = sample;
    }
  }
  return { channels, height: 2 * height, width: wide, data: out };
}

/** The weight file of a generator. */
export function writePerturbationGenerator(layers: PerturbationGenerator): Uint8Array {
  const tensors = new Map(layers.flatMap((layer, i) => convolutionTensors(`${i}`, layer)));
  return writeSafetensors({ tensors, metadata: { format } });
}

function refuse(what: string): never {
  throw new NeuroveilError("weights", {
    expected: "weights of a generator of perturbations",
    got: what,
    todo: "use an unaltered weight file",
  });
}

/**
 * Reads a weight file.
 * @throws NeuroveilError "weights" when it is damaged, or its layers do not follow from one another
 */
export function readPerturbationGenerator(file: Uint8Array): PerturbationGenerator {
  const { tensors, metadata } = readSafetensors(file);
  if (metadata["format"] !== format) refuse(`the format ${JSON.stringify(metadata["format"])}`);
  if (tensors.size !== 3 * layerCount) refuse(`${tensors.size} tensors`);
  const layers = Array.from({ length: layerCount }, (_, i) =>
    readConvolution(tensors, `${i}`, refuse),
  );
  const planes = [seedPlanes, ...layers.map(({ outputs }) => outputs)];
  for (const [i, { inputs }] of layers.entries()) {
    if (inputs !== planes[i]) refuse(`layer ${i} of ${inputs} inputs`);
  }
  if (planes.at(-1) !== 1) refuse(`${planes.at(-1)} planes of results`);
  return layers;
}
