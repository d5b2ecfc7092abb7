import { NeuroveilError } from "../errors.ts";

/** The two element types that the integer networks need. */
export type Tensor =
  | { readonly dtype: "I8"; readonly shape: readonly number[]; readonly data: Int8Array }
  | { readonly dtype: "I16"; readonly shape: readonly number[]; readonly data: Int16Array };

export interface TensorFile {
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** The free text map `__metadata__`: where the weights come from. */
  readonly metadata: Readonly<Record<string, string>>;
}

const maxHeaderBytes = 1 << 20;

function refuse(what: string): never {
  throw new NeuroveilError(
    "weights",
    `expected a safetensors file with I8 and I16 tensors, ${what}; use an unaltered weight file`,
  );
}

function elements(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}

/**
 * Reads a safetensors file: an 8-byte little-endian header length, a JSON header, then the data of
 * all tensors without gaps.
 * @throws NeuroveilError "weights" when the file is truncated, has gaps, or holds other types
 */
export function readSafetensors(file: Uint8Array): TensorFile {
  if (file.length < 8) refuse(`got ${file.length} bytes`);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const headerBytes = view.getUint32(0, true);
  if (view.getUint32(4, true) !== 0 || headerBytes > maxHeaderBytes)
    refuse("got an oversized header");
  if (8 + headerBytes > file.length) refuse("got a truncated header");
  let header: Record<string, unknown>;
  try {
    header = JSON.parse(
      new TextDecoder("utf-8", { fatal: true }).decode(file.subarray(8, 8 + headerBytes)),
    );
  } catch (cause) {
    throw new NeuroveilError(
      "weights",
      "expected a safetensors header in JSON; use an unaltered weight file",
      { cause },
    );
  }
  if (typeof header !== "object" || header === null) refuse("got a header that is no object");
  const data = file.subarray(8 + headerBytes);
  const tensors = new Map<string, Tensor>();
  let used = 0;
  for (const [name, entry] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    const {
      dtype,
      shape,
      data_offsets: offsets,
    } = entry as {
      dtype?: unknown;
      shape?: unknown;
      data_offsets?: unknown;
    };
    if (!Array.isArray(shape) || !shape.every((n) => Number.isSafeInteger(n) && n >= 0))
      refuse(`got no shape for ${name}`);
    if (!Array.isArray(offsets) || offsets.length !== 2) refuse(`got no offsets for ${name}`);
    const [begin, end] = offsets as [number, number];
    const width =
      dtype === "I8" ? 1 : dtype === "I16" ? 2 : refuse(`got type ${String(dtype)} for ${name}`);
    if (begin !== used || end - begin !== elements(shape) * width || end > data.length)
      refuse(`got wrong offsets for ${name}`);
    used = end;
    // A copy, also of a Buffer, whose own slice would be a view.
    const bytes = new Uint8Array(data.subarray(begin, end));
    if (dtype === "I8") {
      tensors.set(name, { dtype, shape, data: new Int8Array(bytes.buffer) });
    } else {
      const words = new DataView(bytes.buffer);
      tensors.set(name, {
        dtype: "I16",
        shape,
        data: Int16Array.from({ length: bytes.length / 2 }, (_, i) => words.getInt16(2 * i, true)),
      });
    }
  }
  if (used !== data.length) refuse(`got ${data.length - used} bytes too many`);
  const metadata = (header["__metadata__"] ?? {}) as Record<string, string>;
  return { tensors, metadata };
}

/** Writes tensors in the order of the map. The same input gives the same bytes. */
export function writeSafetensors({ tensors, metadata }: TensorFile): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let used = 0;
  for (const [name, { dtype, shape, data }] of tensors) {
    header[name] = { dtype, shape, data_offsets: [used, used + data.byteLength] };
    used += data.byteLength;
  }
  // The format pads its header with spaces so that the data starts on a multiple of 8.
  const text = JSON.stringify(header);
  const json = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 8) * 8));
  const file = new Uint8Array(8 + json.length + used);
  const view = new DataView(file.buffer);
  view.setUint32(0, json.length, true);
  file.set(json, 8);
  let at = 8 + json.length;
  for (const { dtype, data } of tensors.values()) {
    if (dtype === "I8") file.set(new Uint8Array(data.buffer, data.byteOffset, data.length), at);
    else data.forEach((word, i) => view.setInt16(at + 2 * i, word, true));
    at += data.byteLength;
  }
  return file;
}
