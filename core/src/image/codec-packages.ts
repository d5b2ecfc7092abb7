import { asFile } from "../errors.ts";
import { joined } from "../words.ts";
import { NotPixels } from "./not-pixels.ts";

/**
 * Loads an optional package.
 * @param load imports it; the name stands there, so that bundlers see it
 * @param format what it decodes, as in "a HEIF image"
 * @throws NotPixels where it is not installed
 */
export async function loadCodec<T>(
  name: string,
  format: string,
  load: () => Promise<T>,
): Promise<T> {
  try {
    return await load();
  } catch (cause) {
    throw new NotPixels(
      "unsupported",
      {
        expected: `the package ${name}, which reads ${format}`,
        got: "none",
        todo: joined(`npm install ${name} adds it; `, asFile),
        cause,
      },
      `${format}, which the package ${name} reads (npm install ${name})`,
    );
  }
}

/**
 * Starts a codec that Emscripten made, without what it would print. An instance takes 20 ms: one serves all
 * frames of a file.
 * @throws NotPixels as {@link loadCodec}
 */
export async function startCodec<T>(
  name: string,
  format: string,
  load: () => Promise<{ readonly default: (options: typeof quiet) => Promise<T> }>,
): Promise<T> {
  return await loadCodec(name, format, async () => {
    const { default: start } = await load();
    // It takes over what it is given.
    return await start({ ...quiet });
  });
}

const quiet = { print: (): void => undefined, printErr: (): void => undefined };
