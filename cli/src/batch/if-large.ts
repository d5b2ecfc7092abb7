import { InputFile } from "@neuroveil/files";
import type { Input } from "../files/inputs.ts";
import { standardStream } from "../files/standard-input.ts";

/**
 * Calls `use` with a file that is worked on in parts, and sees that it stayed as it was.
 * @returns undefined for others
 */
export async function ifLarge<T>(
  { path }: Input,
  use: (file: InputFile) => Promise<T>,
): Promise<T | undefined> {
  if (path === standardStream) return undefined;
  const { isLarge } = await import("neuroveil/container");
  return await InputFile.using(path, async (file) => {
    if (!(await isLarge(file))) return undefined;
    const result = await use(file);
    await file.requireUnchanged();
    return result;
  });
}
