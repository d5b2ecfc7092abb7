import type { FlowId } from "neuroveil/internal/chaos";
import { cellular4 } from "../../dynamics/systems/cellular.ts";
import { hopfield3B, hopfield4 } from "../../dynamics/systems/hopfield.ts";
import { memristive, memristiveSmooth } from "../../dynamics/systems/memristive.ts";
import type { SmoothFlow } from "../../dynamics/systems/system.ts";

/** The ciphers' flows among the systems whose Lyapunov spectra are known. */
export const flowSystems: Readonly<Record<FlowId, SmoothFlow>> = {
  "hopfield-3": hopfield3B,
  "hopfield-4": hopfield4,
  "memristive-hopfield": memristiveSmooth,
  "cellular-4": cellular4,
};

/** The largest exponent of the very equations that ciphers integrate. */
export function largestExponentOf(id: FlowId): number {
  return (id === "memristive-hopfield" ? memristive : flowSystems[id]).exponents[0]!;
}
