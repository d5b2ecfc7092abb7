import { decode, encode, rfc8949EncodeOptions, Tokenizer, Type, type Token } from "cborg";
import { NeuroveilError, sizeText } from "../../errors.ts";

/** Encodes by the core deterministic rules of RFC 8949, 4.2.1; undefined properties are left out. */
export function encodeCbor(value: unknown): Uint8Array {
  return encode(value, { ...rfc8949EncodeOptions, ignoreUndefinedProperties: true });
}

/**
 * Decodes one CBOR item that is encoded as {@link encodeCbor} would, and nothing else: no other map
 * order, no duplicate key, no longer integer, no indefinite length, no tag, no trailing byte.
 * @param bounds the longest input, and the most data items in it: small items take far more memory
 *   decoded than encoded
 * @throws NeuroveilError "broken" naming `what`
 */
export function decodeCbor(
  bytes: Uint8Array,
  what: string,
  bounds: { readonly bytes: number; readonly items: number },
): unknown {
  if (bytes.length > bounds.bytes) {
    throw new NeuroveilError("broken", {
      expected: `${what} of at most ${sizeText(bounds.bytes)}`,
      got: sizeText(bytes.length),
    });
  }
  const options = {
    strict: true,
    allowIndefinite: false,
    allowUndefined: false,
    allowInfinity: false,
    allowNaN: false,
    allowBigInt: false,
    rejectDuplicateMapKeys: true,
    retainStringBytes: true,
  };
  let value: unknown;
  try {
    const tokenizer = new BoundedTokenizer(bytes, options, bounds.items);
    value = decode(bytes, { ...options, tokenizer });
  } catch (cause) {
    throw new NeuroveilError("broken", {
      expected: `${what} in deterministic CBOR`,
      got: "damaged data",
      cause,
    });
  }
  const canonical = encodeCbor(value);
  if (canonical.length !== bytes.length || !canonical.every((byte, i) => byte === bytes[i])) {
    throw new NeuroveilError("broken", {
      expected: `${what} in deterministic CBOR`,
      got: "another form",
    });
  }
  return value;
}

/** Our own structures are half as deep; encoding deep ones again would take the square of their depth. */
const mostLevels = 16;

const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

class BoundedTokenizer extends Tokenizer {
  #left: number;
  /** Of each array and map that is open: the items to come. */
  readonly #open: number[] = [];

  constructor(bytes: Uint8Array, options: object, most: number) {
    super(bytes, options);
    this.#left = most;
  }

  override next(): Token {
    if (this.#left-- === 0) throw new RangeError("too many data items");
    const token = super.next();
    // cborg takes a U+FEFF at the beginning of a text for a byte order mark, and drops it.
    if (token.byteValue?.[0] === 0xef) token.value = utf8.decode(token.byteValue);
    if (this.#open.length > 0) this.#open[this.#open.length - 1]! -= 1;
    const items = itemsOf(token);
    if (items > 0) this.#open.push(items);
    if (this.#open.length > mostLevels) throw new RangeError("too many levels");
    while (this.#open.at(-1) === 0) this.#open.pop();
    return token;
  }
}

/** How many items follow that belong to it. */
function itemsOf({ type, value }: Token): number {
  if (Type.equals(type, Type.array)) return Number(value);
  return Type.equals(type, Type.map) ? 2 * Number(value) : 0;
}
