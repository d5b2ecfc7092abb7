import type { FlowId } from "../../chaos/flow.ts";
import type { Modulation, OrbitSource, Orbits } from "../../chaos/orbits.ts";
import { compiledKernel } from "../load.ts";
import { flowsWasm } from "./generated/wasm.ts";

/** Addresses in the kernel's memory (assembly/flows.ts). */
export const at = { parameters: 1024, modulations: 2048, state: 4096, output: 65536 } as const;
const modulationBytes = 40;
/** Bytes from one coordinate to the next. */
const coordinateBytes = 64;
const outputBytes = 65_536;

type Advance = (
  vectors: number,
  h: number,
  steps: number,
  modulations: number,
  samples: number,
  output: boolean,
) => void;

export interface FlowExports {
  readonly memory: WebAssembly.Memory;
  readonly hopfield3: Advance;
  readonly hopfield4: Advance;
  readonly memristiveHopfield: Advance;
  readonly cellular4: Advance;
  readonly feedback: (
    h: number,
    steps: number,
    amplitude: number,
    bytes: number,
    decrypt: boolean,
  ) => void;
}

const exportOf: Readonly<Record<FlowId, Exclude<keyof FlowExports, "memory" | "feedback">>> = {
  "hopfield-3": "hopfield3",
  "hopfield-4": "hopfield4",
  "memristive-hopfield": "memristiveHopfield",
  "cellular-4": "cellular4",
};

const compiled = compiledKernel<FlowExports>(flowsWasm);

/** Whether this engine can run WebAssembly SIMD. */
export function flowKernelAvailable(): boolean {
  return compiled.available();
}

/** A kernel with memory of its own. */
export function instantiateFlows(): Promise<FlowExports> {
  return compiled.instantiate();
}

/** The orbits of chaos/reference-source.ts in WebAssembly SIMD, two in a vector. */
export class FlowKernel implements OrbitSource {
  readonly #memory: Uint8Array;
  readonly #states: Float64Array;
  readonly #sampleBytes: number;
  readonly #advance: (samples: number, output: boolean, move?: boolean) => void;
  /** What lies ready in the output. */
  #ready: Uint8Array = new Uint8Array();

  private constructor(exports: FlowExports, { flow, starts, modulations = [] }: Orbits) {
    const { buffer } = exports.memory;
    this.#memory = new Uint8Array(buffer);
    this.#states = new Float64Array(buffer, at.state);
    this.#sampleBytes = starts.length;
    const run = exports[exportOf[flow.id]];
    const vectors = Math.ceil(starts.length / flow.dimension / 2);
    this.#advance = (samples, output, move = true) =>
      run(vectors, flow.h, flow.stepsPerSample, move ? modulations.length : 0, samples, output);
    new Float64Array(buffer, at.parameters).set(flow.parameters);
    for (const [i, start] of starts.entries())
      this.#states[stateIndex(Math.floor(i / flow.dimension), i % flow.dimension)] = start;
    writeModulations(new DataView(buffer), flow.parameters, modulations);
    this.#advance(flow.transientSamples, false);
  }

  static async create(orbits: Orbits): Promise<FlowKernel> {
    return new FlowKernel(await instantiateFlows(), orbits);
  }

  read(bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length;) {
      if (this.#ready.length === 0) this.#make(bytes.length - done);
      const part = this.#ready.subarray(0, bytes.length - done);
      bytes.set(part, done);
      done += part.length;
      this.#ready = this.#ready.subarray(part.length);
    }
  }

  next(move = true): void {
    this.#advance(1, false, move);
  }

  coordinate(orbit: number, i: number): number {
    return this.#states[stateIndex(orbit, i)]!;
  }

  #make(bytes: number): void {
    const most = Math.floor(outputBytes / this.#sampleBytes);
    const samples = Math.min(most, Math.ceil(bytes / this.#sampleBytes));
    this.#advance(samples, true);
    this.#ready = this.#memory.subarray(at.output, at.output + samples * this.#sampleBytes);
  }
}

/** Where a coordinate stands among the states, in numbers. */
export function stateIndex(orbit: number, i: number): number {
  return (i * coordinateBytes) / 8 + orbit;
}

function writeModulations(
  view: DataView,
  centres: readonly number[],
  modulations: readonly Modulation[],
): void {
  for (const [i, { parameter, swing, start, peak }] of modulations.entries()) {
    const record = at.modulations + i * modulationBytes;
    view.setUint32(record, at.parameters + 8 * parameter, true);
    for (const [j, value] of [centres[parameter]!, swing, start, peak].entries())
      view.setFloat64(record + 8 + 8 * j, value, true);
  }
}
