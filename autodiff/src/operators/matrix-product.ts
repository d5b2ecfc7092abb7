import { shapeText, type Tensor } from "../graph/tensor.ts";
import { sumTo } from "./broadcast.ts";

/** Which factors are taken with their last two axes exchanged. */
export interface Transposed {
  readonly a?: boolean;
  readonly b?: boolean;
}

/**
 * Matrix product over the last two axes: [..., m, k] × [..., k, n] → [..., m, n]. Outer axes are equal
 * in both, or absent in `b`.
 */
export function matrixProduct(a: Tensor, b: Tensor, transposed: Transposed = {}): Tensor {
  const outer = a.shape.slice(0, -2);
  const outerB = b.shape.slice(0, -2);
  const [m, k] = lastTwo(a, transposed.a === true);
  const [kb, n] = lastTwo(b, transposed.b === true);
  if (k !== kb || (outerB.length > 0 && outerB.join() !== outer.join())) {
    throw new RangeError(
      `"b" expected a matrix that fits ${shapeText(a.shape)}, got ${shapeText(b.shape)}`,
    );
  }
  return a.graph.apply("FusedMatMul", [a, b], [...outer, m, n], {
    domain: "com.microsoft",
    attributes: { transA: transposed.a === true ? 1 : 0, transB: transposed.b === true ? 1 : 0 },
    gradient: ([dy]) => {
      const byA = transposed.a
        ? matrixProduct(b, dy, { a: transposed.b === true, b: true })
        : matrixProduct(dy, b, { b: transposed.b !== true });
      const byB = transposed.b
        ? matrixProduct(dy, a, { a: true, b: transposed.a === true })
        : matrixProduct(a, dy, { a: transposed.a !== true });
      return [byA, sumTo(byB, b.shape)];
    },
  });
}

function lastTwo({ shape }: Tensor, exchanged: boolean): readonly [number, number] {
  const [rows, columns] = shape.slice(-2);
  if (rows === undefined || columns === undefined) {
    throw new RangeError(`"a", "b" expected matrices, got shape ${shapeText(shape)}`);
  }
  return exchanged ? [columns, rows] : [rows, columns];
}
