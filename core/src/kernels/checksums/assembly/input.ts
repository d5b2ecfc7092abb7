/** Where the caller puts up to 64 KB. */
export const INPUT: usize = 65536;
