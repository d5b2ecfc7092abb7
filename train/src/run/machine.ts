import { cpus } from "node:os";
import { onnxruntimeVersion } from "@neuroveil/autodiff";

/** On what a training ran: weights are the same bit for bit only where all of this is. */
export interface Machine {
  readonly node: string;
  readonly onnxruntime: string;
  readonly platform: string;
  /** Name of the processor, which decides which instructions onnxruntime uses. */
  readonly cpu: string;
}

export async function thisMachine(): Promise<Machine> {
  return {
    node: process.version,
    onnxruntime: await onnxruntimeVersion(),
    platform: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model ?? "unknown",
  };
}
