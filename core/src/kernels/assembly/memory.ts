// Where everything lies in the kernel's memory, in bytes. hybrid-kernel.ts holds the same numbers
// for what it writes and reads.

/** Weights of an LSTM: 32 units x 8 pairs of inputs x 3 gates, two 16-bit weights each. */
export const ENCODER_WEIGHTS: usize = 1024;
/** 32 units x 3 gates, 32 bits, already times 64. */
export const ENCODER_BIAS: usize = 4096;
export const MASK_WEIGHTS: usize = 4608;
export const MASK_BIAS: usize = 7680;
/** 16-bit taps: causal 5, cross 4, second feature layer 3. */
export const CAUSAL: usize = 8192;
export const CROSS: usize = 8202;
export const LAYER: usize = 8210;
/** The native key: three states of 64 words. */
export const KEY: usize = 8448;
export const KEY_VECTOR: usize = 8896;

// The state of eight tiles side by side: word i of tile l is lane l of vector i.
/** Hidden words by input position, as pairs: [position pair][tiles 0-3, tiles 4-7][2 words]; the
 *  first four pairs stand again at the end, so that no index wraps. */
export const HIDDEN: usize = 9216;
export const CELL: usize = 9856;
/** Hidden words by unit, before the shuffle. */
export const NEXT: usize = 10368;
/** Input of a step. */
export const INPUT: usize = 10880;
/** A line of activated features between two zero words each side. */
export const LINE: usize = 11424;
export const OUTPUT: usize = 12032;
/** Which bits of a word belong to the image, at the right edge. */
export const VALID: usize = 12544;
export const POOLED: usize = 13056;

/** Eight tiles: rows of 32 vectors and two zero vectors, between zero rows. */
export const PITCH: usize = 544;
export const PLANE: usize = 16384 + PITCH + 32;

/** 64 bytes a tile. */
export const DIGESTS: usize = 163840;
/** A block of the raster, its rows padded with zeros to whole groups of eight tiles. */
export const STAGE: usize = 196608;
