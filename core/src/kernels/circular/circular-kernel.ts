import type { PlaneLayout } from "../../layers/circular-convolution.ts";
import {
  referenceCircular,
  type CircularEngine,
  type CircularLayer,
} from "../../layers/circular-layer.ts";
import { layOut, type MemoryLayout } from "./layout.ts";
import { circularWasm } from "./generated/wasm.ts";
import { copyBytes } from "../../bytes/shared-memory.ts";
import { compiledKernel } from "../load.ts";
import { reservePlanes } from "../reserve.ts";

/** Where the kernel reads its nine weights (assembly/circular.ts). */
const kernelAt = 1024;

interface Exports {
  readonly memory: WebAssembly.Memory;
  wrap(frame: number, pitch: number, height: number, stride: number, apart: number): void;
  convolve(
    frame: number,
    image: number,
    line: number,
    height: number,
    stride: number,
    apart: number,
    bias: number,
  ): void;
  unbias(image: number, bytes: number, bias: number): void;
  parity(
    image: number,
    bits: number,
    pitch: number,
    line: number,
    rows: number,
    bands: number,
    span: number,
  ): void;
  spread(
    from: number,
    to: number,
    pitch: number,
    line: number,
    rows: number,
    bands: number,
    span: number,
    spacing: number,
    away: number,
  ): void;
  unfold(
    bits: number,
    frame: number,
    line: number,
    rows: number,
    bands: number,
    span: number,
    stride: number,
    apart: number,
  ): void;
  reduce(
    frame: number,
    image: number,
    line: number,
    height: number,
    stride: number,
    apart: number,
  ): void;
  join(
    bits: number,
    plane: number,
    image: number,
    line: number,
    rows: number,
    bands: number,
    span: number,
  ): void;
}

const compiled = compiledKernel<Exports>(circularWasm);

/** Circular convolutions and their inverses in WebAssembly SIMD, or the reference where that does not run. */
export async function fastCircular(): Promise<CircularEngine> {
  if (!compiled.available()) return referenceCircular;
  const kernel = await compiled.instantiate();
  return {
    encrypt: (data, layer) => encrypt(kernel, data, layer),
    decrypt: (data, layer) => decrypt(kernel, data, layer),
  };
}

function encrypt(kernel: Exports, data: Uint8Array, layer: CircularLayer): void {
  const { height, stride } = layer.layout;
  const places = open(kernel, layer);
  const { pitch, line, apart, frame, image } = places;
  copyIn(kernel, data, places, frame + apart + stride, apart);
  kernel.wrap(frame, pitch, height, stride, apart);
  kernel.convolve(frame, image, line, height, stride, apart, layer.bias);
  copyOut(kernel, data, places);
}

/** One bit of the solution after the other, as `deconvolveCircular` finds them. */
function decrypt(kernel: Exports, data: Uint8Array, layer: CircularLayer): void {
  const { height, stride } = layer.layout;
  const places = open(kernel, layer);
  const { pitch, line, apart, rows, bands, span, frame, image, bits, plane } = places;
  copyIn(kernel, data, places, image, line);
  kernel.unbias(image, line * height, layer.bias);
  for (let bit = 0; bit < 8; bit++) {
    const solution = bits + bit * plane;
    solveParity(kernel, layer.layout, places, solution);
    if (bit === 7) break;
    kernel.unfold(solution, frame, line, rows, bands, span, stride, apart);
    kernel.wrap(frame, pitch, height, stride, apart);
    kernel.reduce(frame, image, line, height, stride, apart);
  }
  kernel.join(bits, plane, image, line, rows, bands, span);
  copyOut(kernel, data, places);
}

/** The kernel's inverse modulo 2: kernels with taps 1, 2, 4 ... cells apart, from one place to the other. */
function solveParity(
  kernel: Exports,
  { width, height, stride }: PlaneLayout,
  { pitch, line, rows, bands, span, image, spare }: MemoryLayout,
  solution: number,
): void {
  const doublings = Math.log2(Math.max(width, height));
  let [from, to] = doublings % 2 === 0 ? [solution, spare] : [spare, solution];
  kernel.parity(image, from, pitch, line, rows, bands, span);
  for (let spacing = 1; spacing < 2 ** doublings; spacing *= 2) {
    const away = (spacing % width) * stride;
    kernel.spread(from, to, pitch, line, rows, bands, span, spacing % height, away);
    [from, to] = [to, from];
  }
}

function open({ memory }: Exports, { layout, kernel }: CircularLayer): MemoryLayout {
  const places = layOut(layout);
  reservePlanes(memory, places.end, layout);
  new Uint8Array(memory.buffer).set(kernel, kernelAt);
  return places;
}

function copyIn(
  { memory }: Exports,
  data: Uint8Array,
  { pitch }: MemoryLayout,
  to: number,
  apart: number,
): void {
  const bytes = new Uint8Array(memory.buffer);
  for (let from = 0, at = to; from < data.length; from += pitch, at += apart)
    copyBytes(data.subarray(from, from + pitch), bytes.subarray(at));
}

function copyOut(
  { memory }: Exports,
  data: Uint8Array,
  { image, pitch, line }: MemoryLayout,
): void {
  const bytes = new Uint8Array(memory.buffer);
  for (let to = 0, at = image; to < data.length; to += pitch, at += line)
    copyBytes(bytes.subarray(at, at + pitch), data.subarray(to));
}
