import { NeuroveilError } from "neuroveil/errors";

type Onnxruntime = typeof import("onnxruntime-node");

/**
 * onnxruntime is loaded when something is to be trained, not before.
 * @throws NeuroveilError "unsupported" where it is not installed or has no binary for this machine
 */
export async function loadOnnxruntime(): Promise<Onnxruntime> {
  try {
    return await import("onnxruntime-node");
  } catch (cause) {
    throw new NeuroveilError("unsupported", {
      expected: "onnxruntime-node, which training needs",
      got: `none for ${process.platform} ${process.arch}`,
      todo: "run `npm ci` in the repository, on Linux, macOS or Windows",
      cause,
    });
  }
}

/** Version of the onnxruntime that programs run on. */
export async function onnxruntimeVersion(): Promise<string> {
  const { env } = await loadOnnxruntime();
  return env.versions.common;
}
