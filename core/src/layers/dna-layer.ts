import { combineDna, dnaRules, inverses, type DnaOperation } from "./dna.ts";
import { basesOf, bytesOf, dnaTable } from "./dna-tables.ts";
import { drawBelow } from "./permutation.ts";
import type { Transform } from "./transform.ts";

/** What is done at one place: an operation and three rules by number, 0 to 7. */
export interface DnaRecipe {
  readonly operation: DnaOperation;
  readonly encode: number;
  readonly key: number;
  readonly decode: number;
}

const operations = ["add", "subtract", "xor"] as const;
const rules = dnaRules.length;

/** All there are; elsewhere a recipe is its number in this list. */
export const dnaRecipes: readonly DnaRecipe[] = Array.from(
  { length: operations.length * rules ** 3 },
  (_, number) => ({
    operation: operations[Math.floor(number / rules ** 3)]!,
    encode: Math.floor(number / rules ** 2) % rules,
    key: Math.floor(number / rules) % rules,
    decode: number % rules,
  }),
);

/** Places a recipe and how many recipes at the most; then they come again, with other key bytes. */
const [sharing, mostRecipes] = [16, 16_384];

/** The bases with their signs changed: a sum with them is a difference. */
const negated = dnaTable((rule, byte) =>
  combineDna(0, byte, "subtract", { encode: 0, key: rule, decode: 0 }),
);
/** Bases of a key byte, and behind those of all rules the same with their signs changed. */
const keyed = Uint8Array.of(...basesOf, ...negated);

/** For every recipe, or for its inverse: where its tables begin, and where its sums carry. */
interface Tables {
  readonly encode: Uint16Array;
  readonly key: Uint16Array;
  readonly decode: Uint16Array;
  /** 0x55 where the low bits of bases carry into the high ones, 0 in an exclusive or. */
  readonly carry: Uint8Array;
}

function tablesOf(recipes: readonly DnaRecipe[]): Tables {
  const keyTable = ({ operation, key }: DnaRecipe): number =>
    operation === "subtract" ? rules + key : key;
  return {
    encode: Uint16Array.from(recipes, ({ encode }) => 256 * encode),
    key: Uint16Array.from(recipes, (recipe) => 256 * keyTable(recipe)),
    decode: Uint16Array.from(recipes, ({ decode }) => 256 * decode),
    carry: Uint8Array.from(recipes, ({ operation }) => (operation === "xor" ? 0 : 0x55)),
  };
}

const forward = tablesOf(dnaRecipes);
const backward = tablesOf(
  dnaRecipes.map(({ operation, encode, key, decode }) => ({
    operation: inverses[operation],
    encode: decode,
    key,
    decode: encode,
  })),
);

/**
 * Draws recipes for `bytes` places, each as likely as any other.
 *
 * @param word the next 32 bits of a generator
 */
export function drawDnaRecipes(bytes: number, word: () => number): Uint16Array {
  return Uint16Array.from({ length: Math.min(mostRecipes, Math.ceil(bytes / sharing)) }, () =>
    drawBelow(dnaRecipes.length, word),
  );
}

/**
 * Combines every byte with the key byte at its place as {@link combineDna} does, by the recipes in
 * turn. Sum, difference and exclusive or of all four bases are found at once: x ^ k and what carries.
 *
 * @param strand key bytes, as many as there are bytes or more
 * @param recipes numbers in {@link dnaRecipes}, one or more
 */
export function dnaLayer(strand: Uint8Array, recipes: Uint16Array): Transform {
  return {
    encrypt(data) {
      combine(data, strand, recipes, forward);
    },
    decrypt(data) {
      combine(data, strand, recipes, backward);
    },
  };
}

function combine(
  data: Uint8Array,
  strand: Uint8Array,
  recipes: Uint16Array,
  { encode, key, decode, carry }: Tables,
): void {
  for (let from = 0; from < data.length; from += recipes.length) {
    const count = Math.min(recipes.length, data.length - from);
    for (let i = 0; i < count; i++) {
      const recipe = recipes[i]!;
      const own = basesOf[encode[recipe]! + data[from + i]!]!;
      const other = keyed[key[recipe]! + strand[from + i]!]!;
      const carried = (own & other & carry[recipe]!) << 1;
      data[from + i] = bytesOf[decode[recipe]! + (own ^ other ^ carried)]!;
    }
  }
}
