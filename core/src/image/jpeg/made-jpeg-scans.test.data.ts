import { concat } from "../../bytes/arrays.ts";

/** A JPEG to be written from coefficients. */
export interface JpegPlan {
  readonly width: number;
  readonly height: number;
  readonly components: readonly PlannedComponent[];
  /** By destination: 64 numbers in zigzag order. */
  readonly quantization: readonly (readonly number[])[];
  /** MCUs between restart markers. */
  readonly restart?: number;
  /** Sequential where there is none: one scan of all components. */
  readonly scans?: readonly PlannedScan[];
  readonly progressive?: boolean;
  /** Segments before the frame header. */
  readonly before?: readonly Uint8Array[];
}

interface PlannedComponent {
  readonly id: number;
  readonly h: number;
  readonly v: number;
  readonly table: number;
  /** The coefficients of a block, in zigzag order. */
  readonly block: (x: number, y: number) => readonly number[];
}

export interface PlannedScan {
  readonly components: readonly number[];
  readonly first?: number;
  readonly last?: number;
  readonly high?: number;
  readonly low?: number;
}

/** All symbols but one take nine bits, so that the code of ones alone is free. */
const codeOf = (symbol: number): { code: number; length: number } =>
  symbol < 255 ? { code: symbol, length: 9 } : { code: 255 << 1, length: 10 };

function flatTable(kind: number, symbols: number): Uint8Array {
  const counts = new Uint8Array(16);
  counts.set([Math.min(symbols, 255), symbols > 255 ? 1 : 0], 8);
  const all = Uint8Array.from({ length: symbols }, (_, i) => i);
  return concat([Uint8Array.of(kind << 4), counts, all]);
}

/** A marker segment. */
export function segment(marker: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const data = concat(parts);
  const length = data.length + 2;
  return concat([Uint8Array.of(0xff, marker, length >> 8, length & 255), data]);
}

/** Writes a JPEG file whose every header is as planned, sound or not. */
export function writeJpeg(plan: JpegPlan): Uint8Array {
  const { width, height, components, quantization, progressive = false } = plan;
  const tables = quantization.map((values, i) => {
    const wide = values.some((value) => value > 255);
    const bytes = values.flatMap((value) => (wide ? [value >> 8, value & 255] : [value]));
    return segment(0xdb, Uint8Array.of((wide ? 16 : 0) | i, ...bytes));
  });
  const frame = segment(
    progressive ? 0xc2 : 0xc1,
    Uint8Array.of(8, height >> 8, height & 255, width >> 8, width & 255, components.length),
    ...components.map(({ id, h, v, table }) => Uint8Array.of(id, (h << 4) | v, table)),
  );
  const restart =
    plan.restart === undefined
      ? []
      : [segment(0xdd, Uint8Array.of(plan.restart >> 8, plan.restart & 255))];
  const scans = plan.scans ?? [{ components: components.map((_, i) => i) }];
  return concat([
    Uint8Array.of(0xff, 0xd8),
    ...(plan.before ?? []),
    ...tables,
    frame,
    segment(0xc4, flatTable(0, 16)),
    segment(0xc4, flatTable(1, 256)),
    ...restart,
    ...scans.flatMap((scan) => scanBytes(plan, scan)),
    Uint8Array.of(0xff, 0xd9),
  ]);
}

function scanBytes(plan: JpegPlan, scan: PlannedScan): Uint8Array[] {
  const { components, first = 0, last = 63, high = 0, low = 0 } = scan;
  const header = segment(
    0xda,
    Uint8Array.of(components.length),
    ...components.map((i) => Uint8Array.of(plan.components[i]!.id, 0)),
    Uint8Array.of(first, last, (high << 4) | low),
  );
  const writer = new ScanWriter(plan, { components, first, last, high, low });
  return [header, writer.write()];
}

/** Writes the entropy-coded data of a scan. */
class ScanWriter {
  readonly #plan: JpegPlan;
  readonly #scan: Required<PlannedScan>;
  readonly #bytes: number[] = [];
  #held = 0;
  #count = 0;
  #predictions: number[] = [];

  constructor(plan: JpegPlan, scan: Required<PlannedScan>) {
    this.#plan = plan;
    this.#scan = scan;
  }

  write(): Uint8Array {
    const { restart } = this.#plan;
    const mcus = this.#mcus();
    for (const [i, blocks] of mcus.entries()) {
      if (restart !== undefined && i > 0 && i % restart === 0) {
        this.#align();
        this.#bytes.push(0xff, 0xd0 + ((i / restart - 1) % 8));
        this.#predictions = [];
      }
      for (const { place, block } of blocks) this.#block(place, block);
    }
    this.#align();
    return Uint8Array.from(this.#bytes);
  }

  /** The blocks of every MCU of the scan. */
  #mcus(): { place: number; block: readonly number[] }[][] {
    const { width, height, components } = this.#plan;
    const widest = Math.max(...components.map(({ h }) => h));
    const highest = Math.max(...components.map(({ v }) => v));
    const own = this.#scan.components.map((i) => components[i]!);
    const alone = own.length === 1;
    const [{ h, v }] = own as [PlannedComponent];
    const across = alone
      ? Math.ceil(Math.ceil((width * h) / widest) / 8)
      : Math.ceil(width / (8 * widest));
    const down = alone
      ? Math.ceil(Math.ceil((height * v) / highest) / 8)
      : Math.ceil(height / (8 * highest));
    return Array.from({ length: across * down }, (_, i) => {
      const [x, y] = [i % across, Math.floor(i / across)];
      return own.flatMap((component, place) => {
        const size = alone ? { h: 1, v: 1 } : component;
        return Array.from({ length: size.h * size.v }, (__, k) => ({
          place,
          block: component.block(x * size.h + (k % size.h), y * size.v + Math.floor(k / size.h)),
        }));
      });
    });
  }

  #block(place: number, block: readonly number[]): void {
    const { first, last, high, low } = this.#scan;
    const shifted = block.map((value) => Math.trunc(value / 2 ** low));
    if (first === 0) {
      const dc = block[0]! >> low;
      if (high > 0) this.#bits(dc & 1, 1);
      else {
        this.#value(0, dc - (this.#predictions[place] ?? 0));
        this.#predictions[place] = dc;
      }
    }
    if (last === 0) return;
    if (high > 0) this.#refine(shifted, Math.max(first, 1), last);
    else this.#first(shifted, Math.max(first, 1), last);
  }

  #first(block: readonly number[], first: number, last: number): void {
    let run = 0;
    for (let k = first; k <= last; k++) {
      if (block[k] === 0) run += 1;
      else {
        for (; run > 15; run -= 16) this.#code(0xf0);
        this.#value(run, block[k]!);
        run = 0;
      }
    }
    if (run > 0) this.#code(0);
  }

  /** Sends the lowest bit: of those that were not zero before, and those that have become 1 or -1. */
  #refine(block: readonly number[], first: number, last: number): void {
    const isOld = (k: number): boolean => Math.abs(block[k]!) > 1;
    const isNew = (k: number): boolean => Math.abs(block[k]!) === 1;
    let lastNew = last;
    while (lastNew >= first && !isNew(lastNew)) lastNew -= 1;
    let start = first;
    const corrections = (from: number, to: number): void => {
      for (let k = from; k < to; k++) if (isOld(k)) this.#bits(Math.abs(block[k]!) & 1, 1);
    };
    let run = 0;
    for (let k = first; k <= lastNew; k++) {
      if (isOld(k)) continue;
      if (!isNew(k)) {
        run += 1;
        if (run < 16) continue;
        this.#code(0xf0);
        corrections(start, k);
        [start, run] = [k + 1, 0];
        continue;
      }
      this.#code((run << 4) | 1);
      this.#bits(block[k] === 1 ? 1 : 0, 1);
      corrections(start, k);
      [start, run] = [k + 1, 0];
    }
    if (start > last) return;
    this.#code(0);
    corrections(start, last + 1);
  }

  #value(run: number, value: number): void {
    const size = 32 - Math.clz32(Math.abs(value));
    this.#code((run << 4) | size);
    if (size > 0) this.#bits(value < 0 ? value + 2 ** size - 1 : value, size);
  }

  #code(symbol: number): void {
    const { code, length } = codeOf(symbol);
    this.#bits(code, length);
  }

  #bits(value: number, count: number): void {
    for (let i = count - 1; i >= 0; i--) {
      this.#held = (this.#held << 1) | ((value >> i) & 1);
      this.#count += 1;
      if (this.#count < 8) continue;
      this.#bytes.push(this.#held);
      if (this.#held === 0xff) this.#bytes.push(0);
      this.#held = 0;
      this.#count = 0;
    }
  }

  #align(): void {
    while (this.#count > 0) this.#bits(1, 1);
  }
}
