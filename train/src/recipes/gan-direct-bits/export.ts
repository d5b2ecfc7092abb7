import type { Variables } from "@neuroveil/autodiff";
import { writeSafetensors, type Tensor } from "neuroveil/internal/networks";

const parties = ["alice.", "bob.", "eve."];

/** The three networks in single precision: they encrypt bits, no images, and no cipher is made of them. */
export function writeParties(variables: Variables): Uint8Array {
  const names = variables.names.filter((name) => parties.some((party) => name.startsWith(party)));
  const tensors = new Map<string, Tensor>(
    names.map((name) => [
      name,
      { dtype: "F32", shape: variables.shape(name), data: variables.get(name) },
    ]),
  );
  return writeSafetensors({ tensors, metadata: { format: "neuroveil gan-direct-bits 1" } });
}
