import { maskCipher, type Cipher } from "neuroveil/ciphers";
import { seededRandom } from "../random/random.ts";
import { keyedWords } from "../random/keyed-words.ts";
import { drawWeights, RecurrentCell, type CellState, type CellWeights } from "./recurrent-cell.ts";

/** Public, as the cipher's own are. */
export const narrowWeights: CellWeights = drawWeights({ units: 2, width: 8 }, seededRandom(2));
export const triangularWeights: CellWeights = drawWeights(
  { units: 32, width: 16, without: ["rotations", "high products"] },
  seededRandom(32),
);

/** The hybrid's cell in small, so that its state can be guessed. */
export const recurrentNarrow: Cipher = maskCipher({
  id: "recurrent-narrow",
  family: "control",
  status: "known-weak",
  source:
    "made for this laboratory: the recurrent cell of hybrid with 2 units of 8 bits, its outputs XORed to the image; weak: its state has 32 bits, of which 24 guessed ones tell the others",
  parameters: { units: 2, width: 8 },
  nativeKey: { bytes: 4, description: "h0 and c0, 2 words of 8 bits each; step 1" },
  keySpace: "2^32 keys",
  addMask: (data, key) =>
    addOutputs(data, narrowWeights, {
      hidden: Uint16Array.from(key.subarray(0, 2)),
      cell: Uint16Array.from(key.subarray(2)),
    }),
});

/** The hybrid's cell in full size without what carries high bits down, so that its state can be solved for. */
export const recurrentTriangular: Cipher = maskCipher({
  id: "recurrent-triangular",
  family: "control",
  status: "known-weak",
  source:
    "made for this laboratory: the recurrent cell of hybrid, 32 units of 16 bits, with low halves of products and without rotations, its outputs XORed to the image; weak: low bits never depend on higher ones, and each level of bits is a system of linear equations",
  parameters: { units: 32, width: 16 },
  nativeKey: { bytes: 32, description: "32 bytes that a ChaCha20 keystream draws h0 and c0 from" },
  keySpace: "2^256 keys, of which one known image needs none",
  addMask: (data, key) => {
    const word = keyedWords(key);
    const words = (): Uint16Array => Uint16Array.from({ length: triangularWeights.units }, word);
    addOutputs(data, triangularWeights, { hidden: words(), cell: words() });
  },
});

/** One output after the other, low byte first. */
function addOutputs(data: Uint8Array, weights: CellWeights, state: CellState): void {
  const cell = new RecurrentCell(weights, state);
  const wordBytes = weights.width / 8;
  const lineBytes = wordBytes * weights.units;
  for (let from = 0; from < data.length; from += lineBytes) {
    const output = cell.step();
    const end = Math.min(lineBytes, data.length - from);
    for (let i = 0; i < end; i++)
      data[from + i]! ^= output[Math.floor(i / wordBytes)]! >>> (8 * (i % wordBytes));
  }
}
