export { cellular4, cellular4Field } from "./cellular.ts";
export { flows, type Flow, type FlowId } from "./flow.ts";
export {
  hopfield3,
  hopfield4,
  hopfieldField,
  hopfieldParameters,
  inputIndex,
  weightIndex,
  type HopfieldNetwork,
} from "./hopfield.ts";
export { literalByte } from "./literal-byte.ts";
export { logisticMap } from "./logistic-map.ts";
export { memristiveHopfieldField, staircase } from "./memristive-hopfield.ts";
export { coarseValues, describeValues, nativeValues, type NativeValue } from "./native-values.ts";
export type { ByteSource, Modulation, Orbits, OrbitSource } from "./orbits.ts";
export { padeTanh } from "./pade-tanh.ts";
export { ReferenceSource } from "./reference-source.ts";
export { RungeKutta, type Field } from "./runge-kutta.ts";
export { skewTent } from "./skew-tent.ts";
export { stateByte } from "./state-byte.ts";
export { wordsOf } from "./words.ts";
