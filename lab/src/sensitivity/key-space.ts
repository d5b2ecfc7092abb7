// The survey of four networks, section 3.1, as it counts: nominal keys, of which many may be
// equivalent. All in bits, that is log2 of the number that the equation gives.

/** The values that a parameter can take. */
export interface ParameterRange {
  readonly low: number;
  readonly high: number;
  /** Smallest step between two values, above 0. */
  readonly step: number;
}

/** One dimension of a chaotic system: an initial condition and a control parameter. */
export interface ChaoticDimension {
  readonly initial: ParameterRange;
  readonly control: ParameterRange;
}

/** Equation 1: the product over all dimensions of (range / step) of both. */
export function chaoticKeySpace(dimensions: readonly ChaoticDimension[]): number {
  const bits = ({ low, high, step }: ParameterRange): number => Math.log2((high - low) / step);
  return dimensions.reduce((sum, { initial, control }) => sum + bits(initial) + bits(control), 0);
}

/** A cellular network whose initial state and weights are the key. */
export interface CellularKey {
  /** N. */
  readonly cells: number;
  /** M: values of a cell. */
  readonly stateLevels: number;
  /** C: connections of a cell. */
  readonly neighbours: number;
  /** P: values of a connection weight. */
  readonly weightLevels: number;
  /** D: inputs of a cell. */
  readonly inputs: number;
  /** Q: values of an input weight. */
  readonly inputLevels: number;
}

/** Equation 2: M^N · P^(N C) · Q^(N D). */
export function cellularKeySpace(key: CellularKey): number {
  const { cells, stateLevels, neighbours, weightLevels, inputs, inputLevels } = key;
  return (
    cells *
    (Math.log2(stateLevels) +
      neighbours * Math.log2(weightLevels) +
      inputs * Math.log2(inputLevels))
  );
}

/** A convolutional network whose kernels are the key. */
export interface ConvolutionalKey {
  /** d: values of a weight. */
  readonly levels: number;
  /** L. */
  readonly layers: number;
  /** K: kernels a layer. */
  readonly kernels: number;
  /** m and n: rows and columns of a kernel. */
  readonly rows: number;
  readonly columns: number;
}

/** Equation 3: d^(L K m n). */
export function convolutionalKeySpace(key: ConvolutionalKey): number {
  return key.layers * key.kernels * key.rows * key.columns * Math.log2(key.levels);
}

/** A generator whose noise vector is the key. */
export interface GeneratorKey {
  /** V: values of a component. */
  readonly levels: number;
  /** D: components. */
  readonly dimensions: number;
}

/** Equation 4: V^D. */
export function generatorKeySpace({ levels, dimensions }: GeneratorKey): number {
  return dimensions * Math.log2(levels);
}
