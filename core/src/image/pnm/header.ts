import { damaged } from "../damaged.ts";

/** What stands before the samples. */
export interface PnmHeader {
  /** The letter behind the P: "1" to "7", "f" or "F". */
  readonly kind: string;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** The largest sample; for PFM its scale, negative where the low byte comes first. */
  readonly maximum: number;
  /** PAM's name for what the channels are. */
  readonly tuple: string | undefined;
  readonly comments: readonly Uint8Array[];
  /** Where the samples start. */
  readonly end: number;
}

const longest = 2 ** 31 - 1;
/** No header is longer, but for comments. */
const mostHeaderBytes = 1 << 16;

/** Reads words behind each other, and keeps comments. */
class Words {
  readonly #file: Uint8Array;
  readonly comments: Uint8Array[] = [];
  at = 2;

  constructor(file: Uint8Array) {
    this.#file = file.subarray(0, mostHeaderBytes);
  }

  /** The next word; of it the white space behind is left. */
  next(): string {
    this.#skip();
    const start = this.at;
    while (this.at < this.#file.length && !isSpace(this.#file[this.at]!)) this.at += 1;
    const word = String.fromCharCode(...this.#file.subarray(start, Math.min(this.at, start + 32)));
    if (word === "") throw damaged("PNM", "its header is cut short");
    return word;
  }

  /** The rest of the line, without white space around it. */
  line(): string {
    const start = this.at;
    while (this.at < this.#file.length && this.#file[this.at] !== 0x0a) this.at += 1;
    return String.fromCharCode(...this.#file.subarray(start, Math.min(this.at, start + 64))).trim();
  }

  #skip(): void {
    for (; this.at < this.#file.length; this.at++) {
      const byte = this.#file[this.at]!;
      if (byte === 0x23) this.#comment();
      else if (!isSpace(byte)) return;
    }
  }

  #comment(): void {
    const start = this.at + 1;
    while (this.at < this.#file.length && !isLineEnd(this.#file[this.at]!)) this.at += 1;
    if (this.comments.length < 1000) this.comments.push(this.#file.slice(start, this.at));
  }
}

export function isSpace(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}

function isLineEnd(byte: number): boolean {
  return byte === 0x0a || byte === 0x0d;
}

export function readPnmHeader(file: Uint8Array): PnmHeader {
  const kind = String.fromCharCode(file[1]!);
  const words = new Words(file);
  const fields = kind === "7" ? readPam(words) : readPlain(kind, words);
  // One byte of white space ends the header.
  return { kind, ...fields, comments: words.comments, end: words.at + 1 };
}

type Fields = Pick<PnmHeader, "width" | "height" | "channels" | "maximum" | "tuple">;

function readPlain(kind: string, words: Words): Fields {
  const width = whole(words.next(), longest);
  const height = whole(words.next(), longest);
  const channels = ["3", "6", "F"].includes(kind) ? 3 : 1;
  const last = kind === "1" || kind === "4" ? "1" : words.next();
  const maximum = kind === "f" || kind === "F" ? scale(last) : whole(last, 65_535);
  return { width, height, channels, maximum, tuple: undefined };
}

function readPam(words: Words): Fields {
  const numbers = new Map<string, number>();
  const tuples: string[] = [];
  for (;;) {
    const word = words.next();
    if (word === "ENDHDR") break;
    if (word === "TUPLTYPE") tuples.push(words.line());
    else if (["WIDTH", "HEIGHT", "DEPTH", "MAXVAL"].includes(word))
      numbers.set(
        word,
        whole(words.next(), word === "DEPTH" || word === "MAXVAL" ? 65_535 : longest),
      );
    else throw damaged("PNM", `its header has the word ${JSON.stringify(word)}`);
  }
  words.line();
  const [width, height, channels, maximum] = ["WIDTH", "HEIGHT", "DEPTH", "MAXVAL"].map((name) => {
    const value = numbers.get(name);
    if (value === undefined) throw damaged("PNM", `its header has no ${name}`);
    return value;
  });
  return {
    width: width!,
    height: height!,
    channels: channels!,
    maximum: maximum!,
    tuple: tuples.join(" "),
  };
}

function whole(word: string, most: number): number {
  const value = /^\d{1,10}$/.test(word) ? Number(word) : 0;
  if (value >= 1 && value <= most) return value;
  throw damaged("PNM", `its header says ${JSON.stringify(word)} for a number from 1 to ${most}`);
}

function scale(word: string): number {
  const value = Number(word);
  if (Number.isFinite(value) && value !== 0) return value;
  throw damaged("PNM", `its header says ${JSON.stringify(word)} for a scale`);
}
