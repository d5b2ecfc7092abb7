import { NeuroveilError } from "../../errors.ts";
import { convolutionTensors, readConvolution } from "../quantised/convolution-tensors.ts";
import { patchSide, type HybridAutoencoder, type HybridHalf } from "./hybrid-autoencoder.ts";
import type { IntegerConvolution } from "../quantised/integer-convolution.ts";
import type { IntegerLstm } from "../quantised/integer-lstm.ts";
import { lstmTensors, readLstm } from "../quantised/lstm-tensors.ts";
import { readSafetensors, writeSafetensors, type Tensor } from "../weights/safetensors.ts";

const halves = ["encoder", "decoder"] as const;
const format = "neuroveil hybrid-autoencoder 1";

/** Planes of an image, and of a cipher image. */
const imagePlanes = 3;
const patchSamples = imagePlanes * patchSide ** 2;
const mostKeyBytes = 8160;

/** The weight file: layers under their names; key length and direction among the metadata. */
export function writeHybridAutoencoder(network: HybridAutoencoder): Uint8Array {
  const tensors = new Map<string, Tensor>();
  for (const half of halves) {
    const { cnn, lstm, projection } = network[half];
    const all = [
      ...cnn.flatMap((layer, i) => convolutionTensors(`${half}.cnn.${i}`, layer)),
      ...lstm.flatMap((layer, i) => lstmTensors(`${half}.lstm.${i}`, layer)),
      ...convolutionTensors(`${half}.projection`, projection),
    ];
    for (const [name, tensor] of all) tensors.set(name, tensor);
  }
  const metadata = {
    format,
    keyBytes: `${network.keyBytes}`,
    decoder: network.backwards ? "backwards" : "forwards",
  };
  return writeSafetensors({ tensors, metadata });
}

function refuse(what: string): never {
  throw new NeuroveilError("weights", {
    expected: "weights of a hybrid autoencoder",
    got: what,
    todo: "use an unaltered weight file",
  });
}

/**
 * Reads a weight file.
 * @throws NeuroveilError "weights" when it is damaged, or its layers do not follow from one another
 */
export function readHybridAutoencoder(file: Uint8Array): HybridAutoencoder {
  const { tensors, metadata } = readSafetensors(file);
  if (metadata["format"] !== format) refuse(`the format ${JSON.stringify(metadata["format"])}`);
  const keyBytes = Number(metadata["keyBytes"]);
  if (!Number.isInteger(keyBytes) || keyBytes < 1 || keyBytes > mostKeyBytes) {
    refuse(`a key of ${metadata["keyBytes"]} bytes`);
  }
  const { decoder: direction } = metadata;
  if (direction !== "forwards" && direction !== "backwards") refuse(`a decoder ${direction}`);
  const [encoder, decoder] = halves.map((half) => readHalf(tensors, half)) as [
    HybridHalf,
    HybridHalf,
  ];
  const layers = [encoder, decoder].reduce(
    (sum, { cnn, lstm }) => sum + cnn.length + lstm.length + 1,
    0,
  );
  if (3 * layers !== tensors.size) refuse("tensors of other layers");
  return { encoder, decoder, keyBytes, backwards: direction === "backwards" };
}

function readHalf(tensors: ReadonlyMap<string, Tensor>, half: string): HybridHalf {
  const cnn: IntegerConvolution[] = [];
  while (tensors.has(`${half}.cnn.${cnn.length}.kernel`)) {
    cnn.push(readConvolution(tensors, `${half}.cnn.${cnn.length}`, refuse));
  }
  const lstm: IntegerLstm[] = [];
  while (tensors.has(`${half}.lstm.${lstm.length}.input`)) {
    lstm.push(readLstm(tensors, `${half}.lstm.${lstm.length}`, refuse));
  }
  const projection = readConvolution(tensors, `${half}.projection`, refuse);
  checkCnn(half, cnn);
  checkRecurrent(half, lstm, projection);
  return { cnn, lstm, projection };
}

function checkCnn(half: string, cnn: readonly IntegerConvolution[]): void {
  if (cnn.length < 2) refuse(`${half} of ${cnn.length} convolutions`);
  let before = imagePlanes;
  for (const [i, { inputs, outputs }] of cnn.entries()) {
    const expected = before + (i === cnn.length - 1 ? imagePlanes : 0);
    if (inputs !== expected) refuse(`${half}.cnn.${i} of ${inputs} inputs`);
    before = outputs;
  }
  checkSamples(`${half}.cnn.${cnn.length - 1}`, cnn.at(-1)!, imagePlanes);
}

function checkRecurrent(
  half: string,
  lstm: readonly IntegerLstm[],
  projection: IntegerConvolution,
): void {
  if (lstm.length === 0) refuse(`${half} without LSTM`);
  let before = patchSamples;
  for (const [i, { inputs, units }] of lstm.entries()) {
    if (inputs !== before) refuse(`${half}.lstm.${i} of ${inputs} inputs`);
    before = units;
  }
  const { inputs, side } = projection;
  if (inputs !== before || side !== 1) {
    refuse(`${half}.projection of ${inputs} inputs and side ${side}`);
  }
  checkSamples(`${half}.projection`, projection, patchSamples);
}

/** What a half ends with are samples less 128. */
function checkSamples(name: string, layer: IntegerConvolution, outputs: number): void {
  if (layer.outputs !== outputs || layer.low !== -128 || layer.high !== 127) {
    refuse(`${name} of ${layer.outputs} planes from ${layer.low} to ${layer.high}`);
  }
}
