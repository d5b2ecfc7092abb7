import { randomInt } from "node:crypto";

/** As many as age takes: 110 bits. */
const words = 10;

/** A passphrase of random words from the English list of BIP 39 (2,048 words), as age makes them. */
export async function makePassphrase(): Promise<string> {
  const { wordlist } = await import("@scure/bip39/wordlists/english.js");
  return Array.from({ length: words }, () => wordlist[randomInt(wordlist.length)]).join("-");
}
