import { forEachPosition, needed, offsetIn, type Kernel } from "./values.ts";

function unary(f: (x: number) => number): Kernel {
  return (_, [x]) => [x.data.map(f)];
}

function binary(f: (a: number, b: number) => number): Kernel {
  return (node, [a, second]) => {
    const b = needed(node, second);
    const { shape } = node.outputs[0];
    const result = new Float64Array(shape.reduce((product, length) => product * length, 1));
    forEachPosition(shape, (position, offset) => {
      result[offset] = f(
        a.data[offsetIn(a.shape, position)]!,
        b.data[offsetIn(b.shape, position)]!,
      );
    });
    return [result];
  };
}

export const elementwise: Readonly<Record<string, Kernel>> = {
  Add: binary((a, b) => a + b),
  Sub: binary((a, b) => a - b),
  Mul: binary((a, b) => a * b),
  Div: binary((a, b) => a / b),
  Max: binary(Math.max),
  Min: binary(Math.min),
  Neg: unary((x) => -x),
  Abs: unary(Math.abs),
  Sign: unary(Math.sign),
  Sqrt: unary(Math.sqrt),
  Exp: unary(Math.exp),
  Log: unary(Math.log),
  Floor: unary(Math.floor),
  Identity: unary((x) => x),
  Relu: unary((x) => Math.max(x, 0)),
  Sigmoid: unary((x) => 1 / (1 + Math.exp(-x))),
  Tanh: unary(Math.tanh),
  Softplus: unary((x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)))),
  Sin: unary(Math.sin),
  Cos: unary(Math.cos),
  Clip: (node, [x, low, high]) => {
    const [least = -Infinity] = needed(node, low).data;
    const [most = Infinity] = needed(node, high).data;
    return [x.data.map((value) => Math.min(Math.max(value, least), most))];
  },
  Softmax: (_, [x]) => {
    const row = x.shape.at(-1) ?? 1;
    const result = new Float64Array(x.data.length);
    for (let from = 0; from < result.length; from += row) {
      const powers = x.data.subarray(from, from + row).map(Math.exp);
      const total = powers.reduce((sum, power) => sum + power, 0);
      result.set(
        powers.map((power) => power / total),
        from,
      );
    }
    return [result];
  },
};
