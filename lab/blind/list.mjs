// Weak ciphers that were written before their author had seen a metric of the laboratory, each with the
// control that is built like it and sound.
import counterWraps from "./blind-01-counter-wraps.mjs";
import codebook from "./blind-02-codebook.mjs";
import lowBit from "./blind-03-low-bit.mjs";
import onePad from "./blind-04-one-pad-for-channels.mjs";
import unevenPad from "./blind-05-uneven-pad.mjs";
import localShuffle from "./blind-06-local-shuffle.mjs";
import shortNonce from "./blind-07-short-nonce.mjs";
import halfKey from "./blind-08-half-key.mjs";
import affine from "./blind-09-affine.mjs";
import shortRegister from "./blind-10-short-register.mjs";
import sumSeeded from "./blind-11-sum-seeded.mjs";
import tail from "./blind-12-tail.mjs";
import oneIn64 from "./blind-13-one-in-64.mjs";
import rc4Rows from "./blind-14-rc4-rows.mjs";
import negative from "./blind-15-negative.mjs";
import stream from "./sound-stream.mjs";
import wide from "./sound-wide.mjs";

/** Each without its flaw is a stream cipher, which fails under a repeated nonce, or a wide block cipher. */
export const blindCiphers = [
  ...[counterWraps, codebook, onePad, unevenPad, localShuffle, shortRegister, rc4Rows].map(
    (cipher) => ({ cipher, control: stream }),
  ),
  ...[lowBit, shortNonce, halfKey, affine, sumSeeded, tail, oneIn64, negative].map((cipher) => ({
    cipher,
    control: wide,
  })),
];

/** Without a flaw. */
export const blindControls = [stream, wide];
