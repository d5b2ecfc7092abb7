/** A text as a field of a header may hold it: visible ASCII, everything else as `?`. */
export function headerText(text: string): string {
  return text.replaceAll(/[^ -~]/gu, "?");
}

/** Content-Disposition with a file's name, as RFC 6266 and RFC 8187 have it. */
export function attachment(name: string): string {
  const wellFormed = name.replaceAll(/\p{Surrogate}/gu, "\ufffd");
  const encoded = encodeURIComponent(wellFormed).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename*=UTF-8''${encoded}`;
}
