import { describeValues } from "neuroveil/internal/chaos";
import type { NativeKey } from "neuroveil/ciphers";

/** A native key of real numbers, 8 bytes each and no nonce: by name, in their boxes. */
export function realKey(
  names: readonly string[],
  boxes: readonly (readonly [low: number, high: number])[],
): NativeKey {
  return {
    bytes: 8 * names.length,
    nonceBytes: 0,
    description: describeValues(names, boxes),
    values: names.map((name, i) => ({ name, low: boxes[i]![0], high: boxes[i]![1] })),
  };
}
