import { createHash } from "node:crypto";
import type { RandomState, Variables } from "@neuroveil/autodiff";
import { NeuroveilError } from "neuroveil/errors";
import {
  readSafetensors,
  writeSafetensors,
  type Tensor,
  type TensorFile,
} from "neuroveil/internal/networks";
import type { CurvePoint } from "./curves.ts";

/** Where a training stands, besides its variables. */
export interface Position {
  /** Steps done. */
  readonly step: number;
  readonly random: RandomState;
  readonly curve: readonly CurvePoint[];
}

const format = "neuroveil checkpoint 1";

/** Everything that the next step depends on, as a safetensors file with a hash over all of it. */
export function encodeCheckpoint(variables: Variables, position: Position): Uint8Array {
  const tensors = new Map<string, Tensor>(
    variables.names.map((name) => [
      name,
      { dtype: "F32", shape: variables.shape(name), data: variables.get(name) },
    ]),
  );
  const text = JSON.stringify(position);
  const metadata = { format, position: text, sha256: hashOf(tensors, text) };
  return writeSafetensors({ tensors, metadata });
}

/**
 * Puts the variables back and tells where the training stood.
 *
 * @param path for messages
 * @throws {NeuroveilError} "weights" when the file is truncated, altered, or of another model
 */
export function decodeCheckpoint(path: string, file: Uint8Array, variables: Variables): Position {
  const refuse = (came: string, cause?: unknown): never => {
    throw new NeuroveilError("weights", {
      expected: `an unaltered checkpoint in ${path}`,
      got: came,
      todo: "start the training again in a new folder",
      cause,
    });
  };
  let content: TensorFile;
  try {
    content = readSafetensors(file);
  } catch (cause) {
    const came = cause instanceof NeuroveilError ? cause.got : undefined;
    return refuse(came ?? "a damaged file", cause);
  }
  const { tensors, metadata } = content;
  if (metadata["format"] !== format) refuse("another kind of file");
  const text = metadata["position"] ?? "";
  if (metadata["sha256"] !== hashOf(tensors, text)) refuse("content with another SHA-256");
  const names = [...tensors.keys()];
  if (names.toSorted().join() !== [...variables.names].toSorted().join()) {
    refuse("the variables of another model");
  }
  for (const [name, { dtype, shape, data }] of tensors) {
    if (dtype !== "F32" || shape.join() !== variables.shape(name).join()) {
      refuse(`${name} in another shape`);
    }
    variables.set(name, Float32Array.from(data));
  }
  return JSON.parse(text) as Position;
}

function hashOf(tensors: ReadonlyMap<string, Tensor>, text: string): string {
  const hash = createHash("sha256").update(`${text}\n`);
  for (const [name, { shape, data }] of tensors) {
    hash.update(`${name} ${shape.join()}\n`);
    hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  return hash.digest("hex");
}
