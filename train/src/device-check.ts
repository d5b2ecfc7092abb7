import type { Device, Numbers, Program, Variables } from "@neuroveil/autodiff";
import { NeuroveilError } from "neuroveil/errors";

/** Of the larger of 1 and the CPU's value; GPUs round otherwise, and orders of summation differ. */
const tolerance = 1e-3;

/**
 * Runs one step on the CPU and on another device, from the same variables and inputs, and compares all
 * results and every variable that the step leaves behind.
 *
 * @throws {NeuroveilError} "unsupported" when the device computes something else
 */
export async function checkDevice(
  device: Device,
  programs: { readonly cpu: Program; readonly device: Program },
  variables: Variables,
  inputs: Numbers,
): Promise<void> {
  const [byCpu, byDevice] = [variables.copy(), variables.copy()];
  const expected = await programs.cpu.run(byCpu, inputs);
  const got = await programs.device.run(byDevice, inputs);
  for (const [name, values] of Object.entries(expected)) compare(device, name, values, got[name]!);
  for (const name of byCpu.names) compare(device, name, byCpu.get(name), byDevice.get(name));
}

function compare(device: Device, name: string, expected: Float32Array, got: Float32Array): void {
  for (const [i, value] of expected.entries()) {
    const difference = Math.abs(got[i]! - value) / Math.max(1, Math.abs(value));
    // Not a number is no small difference either.
    if (difference <= tolerance) continue;
    throw new NeuroveilError("unsupported", {
      expected: `${device} to compute what the CPU computes`,
      got: `${name} = ${got[i]!} instead of ${value}`,
      todo: "train on the CPU",
    });
  }
}
