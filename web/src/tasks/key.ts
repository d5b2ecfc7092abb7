/** What somebody gives to encrypt for, or to decrypt with, as it was typed or as files have it. */
export type Key =
  | { readonly kind: "passphrase"; readonly text: string }
  /** Recipients to encrypt for, one a line; identities to decrypt with. */
  | { readonly kind: "pair"; readonly text: string }
  /** 64 hexadecimal digits. */
  | { readonly kind: "file"; readonly text: string };
