import type { DrawingBoard } from "../tasks/drawing-board.ts";
import type { Opening } from "../tasks/decrypt.ts";
import type { Veiled } from "../tasks/recognise.ts";
import type { Region } from "../tasks/region.ts";

export type Mode = "encrypt" | "decrypt";

/** What came of one file. */
export interface Result {
  readonly mode: Mode;
  /** One, or the two images of a pair. */
  readonly files: readonly [File, ...File[]];
  /** Address of a small picture of the first; undefined where there is none, or not yet. */
  preview?: string | undefined;
  /** What was opened, of a cipher image. */
  readonly opening?: Opening;
  /** Of a picture of which regions were encrypted: how many, and how many stay so. */
  readonly regions?: { readonly all: number; readonly closed: number };
  /** What will not come back, or could not be looked at. */
  readonly notes: readonly string[];
}

/** A file in the list. */
export interface Item {
  readonly file: File;
  /** Address of a small picture of the file; undefined where there is none, or not yet. */
  preview: string | undefined;
  /** What it is, where it is an encrypted picture; undefined before that is known. */
  veiled: Veiled | "no" | undefined;
  /** What alone is to be encrypted of it, where that was chosen. */
  regions: readonly Region[];
  /** To draw them on; undefined before it was asked for. */
  board?: "coming" | DrawingBoard | { readonly refusal: string };
  state: "waiting" | "working" | "done" | "refused" | "stopped";
  progress: number;
  /** Why it was refused. */
  refusal?: { readonly code: string; readonly message: string };
  result?: Result;
  /** Whether nobody will look at it any more. */
  forgotten?: true;
}

export function newItem(file: File): Item {
  const state = { state: "waiting", progress: 0 } as const;
  return { file, preview: undefined, veiled: undefined, regions: [], ...state };
}

/** What stands, for everybody to read, in those that are encrypted pictures. */
export function headersOf(items: readonly Item[]): readonly NonNullable<Veiled["header"]>[] {
  return items.flatMap(({ veiled }) =>
    veiled === undefined || veiled === "no" || veiled.header === undefined ? [] : [veiled.header],
  );
}

/** Gives back what the browser keeps for its addresses. */
export function forget(item: Item): void {
  item.forgotten = true;
  for (const address of [item.preview, item.result?.preview])
    if (address !== undefined) URL.revokeObjectURL(address);
}
