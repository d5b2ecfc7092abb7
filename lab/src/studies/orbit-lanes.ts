import type { ByteSource } from "neuroveil/internal/chaos";

/** The next bytes of each coordinate of all orbits, `samples` a coordinate. */
export function laneBytes(
  source: ByteSource,
  coordinates: number,
  samples: number,
): readonly Uint8Array[] {
  const bytes = new Uint8Array(coordinates * samples);
  source.read(bytes);
  return Array.from({ length: coordinates }, (_, lane) =>
    Uint8Array.from({ length: samples }, (_, i) => bytes[i * coordinates + lane]!),
  );
}
