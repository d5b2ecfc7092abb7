import { HuffmanListing, type HuffmanTables } from "./huffman.ts";

/** Codes of each length, and their symbols, in hexadecimal digits. */
type Listing = readonly [counts: string, symbols: string];

// T.81, tables K.3 to K.6: luminance, then chrominance.
const dc: readonly Listing[] = [
  ["00010501010101010100000000000000", "000102030405060708090a0b"],
  ["00030101010101010101010000000000", "000102030405060708090a0b"],
];
const ac: readonly Listing[] = [
  [
    "0002010303020403050504040000017d",
    "01020300041105122131410613516107227114328191a1082342b1c11552d1f02433627282" +
      "090a161718191a25262728292a3435363738393a434445464748494a535455565758595a" +
      "636465666768696a737475767778797a838485868788898a92939495969798999a" +
      "a2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9bac2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9da" +
      "e1e2e3e4e5e6e7e8e9eaf1f2f3f4f5f6f7f8f9fa",
  ],
  [
    "00020102040403040705040400010277",
    "0001020311040521310612415107617113223281081442" +
      "91a1b1c109233352f0156272d10a162434e125f11718191a262728292a35363738393a" +
      "434445464748494a535455565758595a636465666768696a737475767778797a" +
      "82838485868788898a92939495969798999aa2a3a4a5a6a7a8a9aab2b3b4b5b6b7b8b9ba" +
      "c2c3c4c5c6c7c8c9cad2d3d4d5d6d7d8d9dae2e3e4e5e6e7e8e9eaf2f3f4f5f6f7f8f9fa",
  ],
];

/** The tables that a sequential file may leave out, as the frames of Motion JPEG do. */
export function standardTables(): HuffmanTables {
  return { dc: tables(dc), ac: tables(ac) };
}

function tables(listings: readonly Listing[]): Map<number, HuffmanListing> {
  return new Map(
    listings.map(([counts, symbols], i) => [i, new HuffmanListing(bytes(counts), bytes(symbols))]),
  );
}

function bytes(digits: string): Uint8Array {
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) =>
    Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16),
  );
}
