import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeOutputs } from "@neuroveil/files";

/** Outputs of a battery in a folder below the documents'; each takes minutes or an hour to make. */
export class RawOutputs {
  readonly #folder: string;
  /** Text by name. */
  readonly outputs: ReadonlyMap<string, string>;

  private constructor(folder: string, outputs: ReadonlyMap<string, string>) {
    this.#folder = folder;
    this.outputs = outputs;
  }

  static async open(documents: string, battery: string): Promise<RawOutputs> {
    const folder = join(documents, battery);
    await mkdir(folder, { recursive: true });
    const names = (await readdir(folder)).filter((name) => name.endsWith(".txt"));
    const texts = names
      .toSorted()
      .map(
        async (name) =>
          [name.slice(0, -".txt".length), await readFile(join(folder, name), "utf8")] as const,
      );
    return new RawOutputs(folder, new Map(await Promise.all(texts)));
  }

  async keep(name: string, output: string): Promise<void> {
    const bytes = new TextEncoder().encode(output);
    await writeOutputs([{ path: join(this.#folder, `${name}.txt`), bytes }], { force: true });
  }
}
