import type { Flow } from "./flow.ts";

/** A parameter of a network that a chaotic map moves before every sample. */
export interface Modulation {
  /** Index among the flow's parameters. */
  readonly parameter: number;
  /** The parameter runs from its own value - swing to + swing. */
  readonly swing: number;
  /** Start of a skew tent map, in (0, 1). */
  readonly start: number;
  /** Peak of that map, in (0, 1). */
  readonly peak: number;
}

/** Several orbits of one network, sampled side by side. */
export interface Orbits {
  readonly flow: Flow;
  /**
   * Initial states, one orbit after the other: 2, 4, 6 or 8 orbits; one does where only states are
   * read, no bytes.
   */
  readonly starts: Float64Array;
  /** At most 48; none: the network stays as it is. */
  readonly modulations?: readonly Modulation[];
}

/** The bytes that orbits give, one after the other and none twice. */
export interface ByteSource {
  /** Reads the next bytes into `bytes`. */
  read(bytes: Uint8Array): void;
}

/** Running orbits: their bytes, or their bare states. */
export interface OrbitSource extends ByteSource {
  /**
   * Goes on to the next sample.
   *
   * @param move whether the maps move their parameters first, default true
   */
  next(move?: boolean): void;
  /** A coordinate of an orbit's present state. */
  coordinate(orbit: number, i: number): number;
}
