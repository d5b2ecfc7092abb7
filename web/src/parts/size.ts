const units = ["B", "kB", "MB", "GB"] as const;

/** A number of bytes for a person, as in "1.4 MB"; a kilobyte is 1,000 bytes. */
export function sizeText(bytes: number): string {
  const power = bytes < 1000 ? 0 : Math.min(3, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 ? value : value.toPrecision(value < 100 ? 2 : 3)} ${units[power]}`;
}

/** A duration for a person, as in "14 ms" or "2.1 s". */
export function timeText(seconds: number): string {
  return seconds < 1 ? `${Math.max(1, Math.round(1000 * seconds))} ms` : `${seconds.toFixed(1)} s`;
}
