import type { Protector } from "./protector.ts";

/** Nothing beside the network: a changed pixel shows in the key vector, where the cipher has one. */
export const bare: Protector = {
  keyVectorInHeader: true,
  proofBytes: () => 0,
  seal: () =>
    Promise.resolve({
      seal: () => Promise.resolve(),
      finish: () => Promise.resolve(new Uint8Array(0)),
    }),
  open: () =>
    Promise.resolve({
      open: () => Promise.resolve(),
      finish: () => Promise.resolve(),
    }),
};
