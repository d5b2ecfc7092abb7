/** An option of `encrypt` as messages name it. */
export function optionText(name: "payload", value: "file" | "pixels"): string {
  return `${name} "${value}"`;
}

/** A message with options as the command line has them: `--payload file` for `payload "file"`. */
export function withFlags(message: string): string {
  return message
    .replaceAll(/\bpayload "(file|pixels)"/g, "--payload $1")
    .replaceAll(/ \(openContainer: \w+\)/g, "");
}
