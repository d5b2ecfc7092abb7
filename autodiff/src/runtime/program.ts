import type { InferenceSession, Tensor as OrtTensor } from "onnxruntime-node";
import { NeuroveilError } from "neuroveil/errors";
import type { Graph } from "../graph/graph.ts";
import { elements, shapeText, type Tensor } from "../graph/tensor.ts";
import { encodeModel } from "../onnx/encode.ts";
import type { Variables } from "../variables/variables.ts";
import { loadOnnxruntime } from "./onnxruntime.ts";

/** Numbers by the names of a graph's inputs or of a program's results. */
export type Numbers = Readonly<Record<string, Float32Array>>;

/** Where a program runs. WebGPU is experimental in onnxruntime: hold it against the CPU first. */
export type Device = "cpu" | "webgpu";

export interface CompileOptions {
  readonly device?: Device;
  /**
   * CPU threads of one run. Results are the same bit for bit from run to run, not for every number of
   * threads: whoever wants to repeat a training records it.
   */
  readonly threads?: number;
}

/** A graph ready to run. */
export class Program {
  readonly #session: InferenceSession;
  readonly #makeTensor: (values: Float32Array, shape: readonly number[]) => OrtTensor;
  readonly #inputs: readonly Tensor[];
  readonly #variables: readonly Tensor[];
  readonly #results: ReadonlyMap<string, Tensor>;
  readonly #assignments: ReadonlyMap<Tensor, Tensor>;

  /** See {@link compile}. */
  constructor(
    session: InferenceSession,
    makeTensor: (values: Float32Array, shape: readonly number[]) => OrtTensor,
    graph: Graph,
    inputs: readonly Tensor[],
    results: ReadonlyMap<string, Tensor>,
  ) {
    this.#session = session;
    this.#makeTensor = makeTensor;
    const variables = new Set(graph.variables.map(({ tensor }) => tensor));
    this.#inputs = inputs.filter((tensor) => !variables.has(tensor));
    this.#variables = inputs.filter((tensor) => variables.has(tensor));
    this.#results = results;
    this.#assignments = new Map(graph.assignments);
  }

  /**
   * Computes the results and lets the variables hold what the graph assigns to them.
   *
   * @throws RangeError when an input is missing or has another number of values
   * @throws NeuroveilError "limit" when onnxruntime gives up, mostly for want of memory
   */
  async run(variables: Variables, inputs: Numbers): Promise<Numbers> {
    const feeds: Record<string, OrtTensor> = {};
    for (const { name, shape } of this.#inputs) {
      const values = inputs[name];
      if (values?.length !== elements(shape)) {
        throw new RangeError(
          `"inputs" expected ${name} of shape ${shapeText(shape)}, got ${values === undefined ? "none" : `${values.length} values`}`,
        );
      }
      feeds[name] = this.#makeTensor(values, shape);
    }
    for (const { name, shape } of this.#variables) {
      feeds[name] = this.#makeTensor(variables.get(name), shape);
    }
    let fetched: Readonly<Record<string, OrtTensor>>;
    try {
      fetched = await this.#session.run(feeds);
    } catch (cause) {
      throw new NeuroveilError("limit", {
        expected: "onnxruntime to run the graph",
        got: "an error",
        todo: "try a smaller batch",
        cause,
      });
    }
    const numbers = ({ name }: Tensor): Float32Array => fetched[name]!.data as Float32Array;
    for (const [variable, value] of this.#assignments) variables.set(variable.name, numbers(value));
    return Object.fromEntries([...this.#results].map(([name, tensor]) => [name, numbers(tensor)]));
  }

  /** Frees the memory that onnxruntime holds for the program. */
  async release(): Promise<void> {
    await this.#session.release();
  }
}

/**
 * Makes a program of a graph: everything that `results` and the graph's assignments need becomes one
 * ONNX graph, which onnxruntime optimises.
 *
 * @throws NeuroveilError "unsupported" when onnxruntime is not there or does not take the graph, or the
 *   device is not there
 * @example
 * // Learns y = 2x + 1 from examples.
 * const graph = new Graph();
 * const [x, y] = [graph.input("x", [8, 1]), graph.input("y", [8, 1])];
 * const line = new Scope(graph, "line");
 * const loss = meanSquaredError(dense(line, x, 1), y);
 * adam(loss, line.parameters, { rate: 0.05 });
 * const program = await compile(graph, { loss });
 * const variables = Variables.initial([graph], "seed");
 * for (let step = 0; step < 500; step++) await program.run(variables, examples());
 * console.log(variables.get("line.weight"), variables.get("line.bias"));
 */
export async function compile(
  graph: Graph,
  results: Readonly<Record<string, Tensor>>,
  { device = "cpu", threads = 1 }: CompileOptions = {},
): Promise<Program> {
  const named = new Map(Object.entries(results));
  const { bytes, inputs } = encodeModel(graph, [
    ...new Set([...named.values(), ...graph.assignments.values()]),
  ]);
  const { InferenceSession, Tensor } = await loadOnnxruntime();
  let session: InferenceSession;
  try {
    session = await InferenceSession.create(bytes, {
      executionProviders: [device],
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      graphOptimizationLevel: "all",
      logSeverityLevel: 3,
    });
  } catch (cause) {
    throw refusal(device, cause);
  }
  const makeTensor = (values: Float32Array, shape: readonly number[]): OrtTensor =>
    new Tensor("float32", values, shape);
  return new Program(session, makeTensor, graph, inputs, named);
}

function refusal(device: Device, cause: unknown): NeuroveilError {
  const message = cause instanceof Error ? cause.message : String(cause);
  // The cause names source lines of onnxruntime; what it says about the device stands last.
  const adapter = /Failed to get a WebGPU adapter: [^\n]*/.exec(message)?.[0];
  const refusal =
    device === "webgpu" && adapter !== undefined
      ? {
          expected: "a GPU that WebGPU can use",
          got: `none (${adapter.trim()})`,
          todo: "train on the CPU",
        }
      : {
          expected: `onnxruntime to take the graph on the device ${device}`,
          got: "an error",
          todo: "see its cause",
        };
  return new NeuroveilError("unsupported", { ...refusal, cause });
}
