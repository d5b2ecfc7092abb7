import { flowCiphers } from "neuroveil/ciphers";
import { expect, it } from "vitest";
import { nativeKeyFrom } from "../analysis/native-key.ts";
import { metricFailures } from "./metric-failures.test.support.ts";

const secret = Uint8Array.from({ length: 32 }, (_, i) => 7 * i + 1);

it.each(flowCiphers)(
  "$id passes the metrics of the field with one changed sample anywhere",
  async (cipher) => {
    expect(await metricFailures(cipher, await nativeKeyFrom(cipher, secret))).toEqual([]);
  },
);
