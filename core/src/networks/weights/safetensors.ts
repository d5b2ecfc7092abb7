import { NeuroveilError } from "../../errors.ts";

/** The element types that integer networks need, and single precision for networks in training. */
export type Tensor =
  | { readonly dtype: "I8"; readonly shape: readonly number[]; readonly data: Int8Array }
  | { readonly dtype: "I16"; readonly shape: readonly number[]; readonly data: Int16Array }
  | { readonly dtype: "I32"; readonly shape: readonly number[]; readonly data: Int32Array }
  | { readonly dtype: "F32"; readonly shape: readonly number[]; readonly data: Float32Array };

export interface TensorFile {
  readonly tensors: ReadonlyMap<string, Tensor>;
  /** The free text map `__metadata__`: where the weights come from. */
  readonly metadata: Readonly<Record<string, string>>;
}

const maxHeaderBytes = 1 << 20;

function refuse(what: string): never {
  throw new NeuroveilError("weights", {
    expected: "a safetensors file of I8, I16, I32 and F32 tensors",
    got: what,
    todo: "use an unaltered weight file",
  });
}

/** How elements of a type are stored; always little-endian. */
interface ElementType {
  readonly bytes: number;
  readonly read: (shape: readonly number[], bytes: Uint8Array) => Tensor;
  readonly write: (view: DataView, at: number, value: number) => void;
}

/** Calls `get` for the offset of each element. */
function values(bytes: Uint8Array, width: number, get: (view: DataView, at: number) => number) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / width }, (_, i) => get(view, width * i));
}

const elementTypes: Readonly<Record<Tensor["dtype"], ElementType>> = {
  I8: {
    bytes: 1,
    read: (shape, bytes) => ({ dtype: "I8", shape, data: Int8Array.from(bytes) }),
    write: (view, at, value) => view.setInt8(at, value),
  },
  I16: {
    bytes: 2,
    read: (shape, bytes) => ({
      dtype: "I16",
      shape,
      data: Int16Array.from(values(bytes, 2, (view, at) => view.getInt16(at, true))),
    }),
    write: (view, at, value) => view.setInt16(at, value, true),
  },
  I32: {
    bytes: 4,
    read: (shape, bytes) => ({
      dtype: "I32",
      shape,
      data: Int32Array.from(values(bytes, 4, (view, at) => view.getInt32(at, true))),
    }),
    write: (view, at, value) => view.setInt32(at, value, true),
  },
  F32: {
    bytes: 4,
    read: (shape, bytes) => ({
      dtype: "F32",
      shape,
      data: Float32Array.from(values(bytes, 4, (view, at) => view.getFloat32(at, true))),
    }),
    write: (view, at, value) => view.setFloat32(at, value, true),
  },
};

function isElementType(dtype: unknown): dtype is Tensor["dtype"] {
  return typeof dtype === "string" && Object.hasOwn(elementTypes, dtype);
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
  if (file.length < 8) refuse(`${file.length} bytes`);
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const headerBytes = view.getUint32(0, true);
  if (view.getUint32(4, true) !== 0 || headerBytes > maxHeaderBytes) refuse("an oversized header");
  if (8 + headerBytes > file.length) refuse("a truncated header");
  let header: Record<string, unknown>;
  try {
    header = JSON.parse(
      new TextDecoder("utf-8", { fatal: true }).decode(file.subarray(8, 8 + headerBytes)),
    );
  } catch (cause) {
    throw new NeuroveilError("weights", {
      expected: "a safetensors header in JSON",
      todo: "use an unaltered weight file",
      cause,
    });
  }
  if (typeof header !== "object" || header === null) refuse("a header that is no object");
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
      refuse(`no shape for ${name}`);
    if (!Array.isArray(offsets) || offsets.length !== 2) refuse(`no offsets for ${name}`);
    const [begin, end] = offsets as [number, number];
    if (!isElementType(dtype)) refuse(`type ${String(dtype)} for ${name}`);
    const { bytes: width, read } = elementTypes[dtype];
    if (begin !== used || end - begin !== elements(shape) * width || end > data.length)
      refuse(`wrong offsets for ${name}`);
    used = end;
    tensors.set(name, read(shape, data.subarray(begin, end)));
  }
  if (used !== data.length) refuse(`${data.length - used} bytes too many`);
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
    const { bytes, write } = elementTypes[dtype];
    data.forEach((value, i) => write(view, at + bytes * i, value));
    at += data.byteLength;
  }
  return file;
}
