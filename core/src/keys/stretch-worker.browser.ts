import { scrypt } from "@noble/hashes/scrypt.js";
import { scryptOptions, type StretchJob } from "./stretch-job.ts";

// The page's type library has no worker scope; this is the part of it that is used.
const scope = globalThis as unknown as {
  addEventListener(type: "message", listener: (event: MessageEvent<StretchJob>) => void): void;
  postMessage(message: Uint8Array): void;
};
scope.addEventListener("message", ({ data }) => {
  scope.postMessage(scrypt(data.passphrase, data.salt, scryptOptions(data)));
});
