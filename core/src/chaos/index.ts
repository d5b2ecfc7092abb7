export { describeValues, nativeValues } from "./native-values.ts";
export { RungeKutta, type Field } from "./runge-kutta.ts";
export { stateByte } from "./state-byte.ts";
