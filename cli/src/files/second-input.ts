import { isFolder } from "@neuroveil/files";
import type { Payload } from "neuroveil";
import { NeuroveilError } from "neuroveil/errors";
import { findInputs, type Inputs } from "./inputs.ts";

/**
 * The image that `--with` names, to be encrypted together with the only other one.
 * @param names what the call shall encrypt
 * @throws {NeuroveilError} "usage" when that is not one image, or not its pixels
 */
export async function findSecond(
  second: string,
  names: readonly string[],
  payload: Payload | undefined,
): Promise<Inputs> {
  if (payload === "file") {
    throw usage("--with and the pixels of two images", "--payload file", "leave one of them out");
  }
  if (names.length !== 1) {
    throw usage("one image beside --with", `${names.length}`, "encrypt them pair by pair");
  }
  if (second === "") throw usage("an image after --with", "an empty name", "name an image");
  for (const name of [...names, second]) {
    if (!(await isFolder(name))) continue;
    throw usage("two images with --with", "a folder", "encrypt its images pair by pair");
  }
  return findInputs([second], { wanted: "a second image", accept: () => true });
}

function usage(expected: string, got: string, todo?: string): NeuroveilError {
  return new NeuroveilError("usage", { expected, got, todo });
}
