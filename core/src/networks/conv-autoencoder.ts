import { NeuroveilError } from "../errors.ts";
import {
  convolvePlanes,
  stackPlanes,
  type ConvolvePlanes,
  type IntegerConvolution,
  type Planes,
} from "./integer-convolution.ts";
import { readSafetensors, writeSafetensors, type Tensor } from "./safetensors.ts";

/** One direction of the autoencoder: its layers in order. */
export type AutoencoderHalf = readonly IntegerConvolution[];

/** A trained convolutional autoencoder with planes of key samples. */
export interface ConvAutoencoder {
  readonly encoder: AutoencoderHalf;
  readonly decoder: AutoencoderHalf;
}

const halves = ["encoder", "decoder"] as const;
const format = "neuroveil conv-autoencoder 1";

/** Planes of an image, and of a cipher image. */
const imagePlanes = 3;
/** The most planes of key samples. */
const mostKeyPlanes = 4;

/**
 * Runs one half: every layer on the one before, the last also on what the half was given.
 *
 * @param x three planes of samples less 128: the image for the encoder, the cipher image for the decoder
 * @param keys planes of key samples less 128, as many as the network was trained with
 * @param convolve what runs a layer, the readable definition when absent (see `fastConvolvePlanes`)
 * @returns three planes of samples less 128
 */
export function runAutoencoderHalf(
  half: AutoencoderHalf,
  x: Planes,
  keys: Planes,
  convolve: ConvolvePlanes = convolvePlanes,
): Planes {
  const given = stackPlanes(x, keys);
  return half.reduce(
    (y, layer, i) => convolve(layer, i === half.length - 1 ? stackPlanes(y, given) : y),
    given,
  );
}

/** The weight file: for every layer a kernel in I8, biases in I32, and shift, low and high in I16. */
export function writeConvAutoencoder(network: ConvAutoencoder): Uint8Array {
  const tensors = new Map<string, Tensor>();
  for (const half of halves) {
    for (const [i, layer] of network[half].entries()) {
      const { outputs, inputs, side, kernel, bias, shift, low, high } = layer;
      const name = `${half}.${i}`;
      const shape = [outputs, inputs, side, side];
      tensors.set(`${name}.kernel`, { dtype: "I8", shape, data: kernel });
      tensors.set(`${name}.bias`, { dtype: "I32", shape: [outputs], data: bias });
      const range = Int16Array.of(shift, low, high);
      tensors.set(`${name}.range`, { dtype: "I16", shape: [3], data: range });
    }
  }
  return writeSafetensors({ tensors, metadata: { format } });
}

function refuse(what: string): never {
  throw new NeuroveilError(
    "weights",
    `expected weights of a convolutional autoencoder, got ${what}; use an unaltered weight file`,
  );
}

/**
 * Reads a weight file.
 * @throws NeuroveilError "weights" when it is damaged, or its layers do not follow from one another
 */
export function readConvAutoencoder(file: Uint8Array): ConvAutoencoder {
  const { tensors, metadata } = readSafetensors(file);
  if (metadata["format"] !== format) refuse(`the format ${JSON.stringify(metadata["format"])}`);
  const [encoder, decoder] = halves.map((half) => readHalf(tensors, half)) as [
    IntegerConvolution[],
    IntegerConvolution[],
  ];
  if (3 * (encoder.length + decoder.length) !== tensors.size) refuse("tensors of other layers");
  if (encoder[0]!.inputs !== decoder[0]!.inputs) refuse("halves with different keys");
  return { encoder, decoder };
}

function readHalf(tensors: ReadonlyMap<string, Tensor>, half: string): IntegerConvolution[] {
  const layers: IntegerConvolution[] = [];
  while (tensors.has(`${half}.${layers.length}.kernel`)) {
    layers.push(readLayer(tensors, `${half}.${layers.length}`));
  }
  const given = layers[0]?.inputs ?? 0;
  if (given <= imagePlanes || given > imagePlanes + mostKeyPlanes) {
    refuse(`${half} of ${given} planes`);
  }
  for (const [i, { inputs, low, high }] of layers.entries()) {
    const before = i === 0 ? given : layers[i - 1]!.outputs;
    const last = i === layers.length - 1;
    if (i > 0 && inputs !== before + (last ? given : 0)) refuse(`${half}.${i} of ${inputs} inputs`);
    if (last && (low !== -128 || high !== 127)) refuse(`samples from ${low} to ${high}`);
  }
  if (layers.length < 2 || layers.at(-1)!.outputs !== imagePlanes) {
    refuse(`${half} of ${layers.length} layers that does not end with three planes`);
  }
  return layers;
}

function readLayer(tensors: ReadonlyMap<string, Tensor>, name: string): IntegerConvolution {
  const kernel = tensors.get(`${name}.kernel`);
  const bias = tensors.get(`${name}.bias`);
  const range = tensors.get(`${name}.range`);
  if (kernel?.dtype !== "I8" || bias?.dtype !== "I32" || range?.dtype !== "I16") {
    return refuse(`no complete layer ${name}`);
  }
  const [outputs = 0, inputs = 0, side = 0, across = 0] = kernel.shape;
  const [shift = 0, low = 0, high = 0] = range.data;
  if (kernel.shape.length !== 4 || side !== across || side % 2 !== 1 || inputs * outputs === 0) {
    refuse(`${name}.kernel of shape [${kernel.shape.join()}]`);
  }
  if (bias.shape.join() !== `${outputs}` || range.shape.join() !== "3") {
    refuse(`${name} with another shape of bias or range`);
  }
  if (shift < 1 || shift > 16 || low >= high) refuse(`${name}.range ${range.data.join()}`);
  return { outputs, inputs, side, kernel: kernel.data, bias: bias.data, shift, low, high };
}
