import { neededNodes } from "../graph/needed-nodes.ts";
import type { Constant, Graph, Node } from "../graph/graph.ts";
import type { Tensor } from "../graph/tensor.ts";
import { attributeType, dataType, modelProto } from "./schema.ts";

/** ONNX operator set whose definitions are meant. */
const operatorSet = 18;

/** A graph as an ONNX file, with what it takes and gives. */
export interface Model {
  readonly bytes: Uint8Array;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
}

/** The part of a graph that `outputs` need, as an ONNX file. */
export function encodeModel(graph: Graph, outputs: readonly Tensor[]): Model {
  const nodes = neededNodes(graph, outputs);
  const used = new Set(nodes.flatMap((node) => node.inputs));
  const inputs = [...graph.inputs, ...graph.variables.map(({ tensor }) => tensor)].filter(
    (tensor) => used.has(tensor),
  );
  const given = new Set(nodes.flatMap((node) => node.outputs));
  const stray = outputs.find((output) => !given.has(output));
  if (stray !== undefined) {
    throw new RangeError(`"outputs" expected results of operators, got ${stray.name}`);
  }
  const bytes = modelProto
    .encode(
      modelProto.fromObject({
        irVersion: 8,
        producerName: "neuroveil",
        opsetImport: [
          { domain: "", version: operatorSet },
          { domain: "com.microsoft", version: 1 },
        ],
        graph: {
          name: "graph",
          node: nodes.map(nodeMessage),
          initializer: graph.constants.filter(({ tensor }) => used.has(tensor)).map(tensorMessage),
          input: inputs.map(valueMessage),
          output: outputs.map(valueMessage),
        },
      }),
    )
    .finish();
  return { bytes, inputs, outputs };
}

function nodeMessage({ operator, domain, inputs, outputs, attributes }: Node): object {
  return {
    opType: operator,
    domain,
    input: inputs.map(({ name }) => name),
    output: outputs.map(({ name }) => name),
    attribute: Object.entries(attributes).map(([name, value]) =>
      typeof value === "number"
        ? { name, type: attributeType.int, i: value }
        : { name, type: attributeType.ints, ints: value },
    ),
  };
}

function tensorMessage({ tensor, values }: Constant): object {
  const raw =
    tensor.type === "float"
      ? Float32Array.from(values)
      : BigInt64Array.from(values, (value) => BigInt(value));
  return {
    name: tensor.name,
    dims: tensor.shape,
    dataType: dataType[tensor.type],
    // ONNX wants little-endian, as every machine is that onnxruntime has binaries for.
    rawData: new Uint8Array(raw.buffer),
  };
}

function valueMessage({ name, shape, type }: Tensor): object {
  const dim = shape.map((dimValue) => ({ dimValue }));
  return { name, type: { tensorType: { elemType: dataType[type], shape: { dim } } } };
}
