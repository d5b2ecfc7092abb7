import { printable } from "@neuroveil/files";
import { measureElsewhere, type Measurement } from "@neuroveil/lab/comparison";
import type { Dataset } from "@neuroveil/lab/datasets";
import { findElsewhere, readElsewhere } from "../analysis/elsewhere-folder.ts";
import { readImage } from "../analysis/images.ts";

/** Images that a cipher made which is not here, and the plain images of them as a data set. */
export interface Elsewhere {
  readonly id: string;
  readonly dataset: Dataset;
  /** Measures what was made of a plain image. @param name of it in the data set */
  readonly measure: (name: string) => Promise<Measurement>;
}

/** @throws {NeuroveilError} "input" for a folder without such images */
export async function openElsewhere(folder: string): Promise<Elsewhere> {
  const found = await findElsewhere(folder);
  const byName = new Map(found.map((files) => [files.name, files]));
  return {
    id: "elsewhere",
    dataset: {
      name: folder,
      size: found.length,
      leftOut: found.flatMap(({ name, others }) =>
        others.map((other) => ({
          name: `${name}/${other}`,
          why: "a name that means nothing here",
        })),
      ),
      async *samples({ onUnreadable } = {}) {
        for (const { name, plain } of found) {
          const image = await readImage(plain).catch((error: unknown) => {
            if (onUnreadable === undefined) throw error;
            onUnreadable(printable(plain), error);
          });
          if (image !== undefined) yield { name, image };
        }
      },
    },
    measure: async (name) => await measureElsewhere(await readElsewhere(byName.get(name)!)),
  };
}
