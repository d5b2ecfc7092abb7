/** An entry of a BibTeX file: its key and its fields, without the outermost braces. */
export interface Reference {
  readonly key: string;
  readonly fields: ReadonlyMap<string, string>;
}

/** Entries of a BibTeX file whose fields stand one a line, in braces or as bare words. */
export function readReferences(text: string): readonly Reference[] {
  const entries = text.matchAll(/^@\w+\{(?<key>[\w-]+),\n(?<body>.*?)^\}$/gms);
  return [...entries].map(({ groups }) => ({
    key: groups!["key"]!,
    fields: new Map(
      [...groups!["body"]!.matchAll(/^ {2}(\w+) *= \{(.*)\},$/gm)].map(
        ([, name, value]) => [name!, value!] as const,
      ),
    ),
  }));
}

const months =
  "January|February|March|April|May|June|July|August|September|October|November|December";

/** What a text on a source names: standards by number, papers by names and year. A date is neither. */
export function citations(source: string): readonly string[] {
  const name = String.raw`\p{Lu}\p{Ll}+`;
  const paper = `(?!${months})${name}(?:, ${name})*(?: and ${name}| et al\\.)? \\d{4}`;
  const standard = String.raw`FIPS \d[\d-]*|SP 800-\d+[A-Z]?|RFC \d+`;
  const found = source.matchAll(new RegExp(`${standard}|${paper}`, "gu"));
  return [...found].map(([text]) => text);
}
