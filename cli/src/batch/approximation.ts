/** What is said of what was encrypted with `--lossy`. */
export const approximation = "an approximation: what the cipher lost was not kept";
