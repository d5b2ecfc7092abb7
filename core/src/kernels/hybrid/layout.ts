// Where everything lies in the kernel's memory, in bytes; read by the kernel and by what fills it.

/** w1, w2, bF, bC, bO of the mask network, 32 words each, eight times each word. */
export const MASK: usize = 1024;
/** The same of the encoder. */
export const ENCODER: usize = 4096;

/** The native key: states of encoder, mask, root and convolution, h then c, 128 bytes each. */
export const KEY: usize = 8192;
export const KEY_VECTOR: usize = 8704;

/** What is taken in: 64 words of eight tiles. */
export const INPUT: usize = 11264;
/** Kernels of the keyed convolution: 135 vectors of 16 bytes. */
export const KERNEL: usize = 12288;
export const KERNEL_VECTORS: usize = 135;
/** Eight words that are 1. */
export const ONES: usize = 14592;
/** 64 bytes of eight networks that are not added to an image: two rows, as an image has them. */
export const SCRATCH: usize = 17408;

// The state of eight tiles side by side: word u of tile l is lane l of vector u.
/** Before the activation. */
export const HALFWAY: usize = 15360;
export const HIDDEN: usize = 15872;
export const CELL: usize = 16384;

/** 64 bytes a tile. */
export const DIGESTS: usize = 20480;
/** Features of half 0 and half 1: 128 bytes a tile. */
export const FEATURES_0: usize = 40960;
export const FEATURES_1: usize = 57344;
export const FEATURE_BYTES: usize = 128;

/** A block of the raster, its rows padded with zeros to whole groups of eight tiles, an even number of rows. */
export const STAGE: usize = 131072;
/** Tiles that it holds side by side. */
export const STAGE_TILES: usize = 128;
