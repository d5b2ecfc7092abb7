import { NeuroveilError } from "../../errors.ts";
import { convolutionTensors, readConvolution } from "../quantised/convolution-tensors.ts";
import {
  convolvePlanes,
  stackPlanes,
  type ConvolvePlanes,
  type IntegerConvolution,
  type Planes,
} from "../quantised/integer-convolution.ts";
import { readSafetensors, writeSafetensors, type Tensor } from "../weights/safetensors.ts";

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

/** The weight file. */
export function writeConvAutoencoder(network: ConvAutoencoder): Uint8Array {
  const tensors = new Map<string, Tensor>();
  for (const half of halves) {
    for (const [i, layer] of network[half].entries()) {
      for (const [name, tensor] of convolutionTensors(`${half}.${i}`, layer)) {
        tensors.set(name, tensor);
      }
    }
  }
  return writeSafetensors({ tensors, metadata: { format } });
}

function refuse(what: string): never {
  throw new NeuroveilError("weights", {
    expected: "weights of a convolutional autoencoder",
    got: what,
    todo: "use an unaltered weight file",
  });
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
    layers.push(readConvolution(tensors, `${half}.${layers.length}`, refuse));
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
