/**
 * libjpeg's warnings after which the samples are complete all the same. Any other, such as
 * "premature end of data segment" or "bad Huffman code", means that some were made up.
 */
const harmless: readonly RegExp[] = [
  /extraneous bytes before marker/,
  /unknown JFIF revision number/,
  /Unknown Adobe color transform code/,
  /Inconsistent progression sequence/,
  /Invalid SOS parameters for sequential JPEG/,
];

/** Whether all lines that libjpeg printed are harmless warnings. */
export function areHarmless(lines: readonly string[]): boolean {
  return lines.every((line) => harmless.some((pattern) => pattern.test(line)));
}
