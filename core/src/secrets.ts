/**
 * A secret key of age, whole or damaged, up to the next white space. Twelve characters behind the
 * prefix are no form as it stands in messages (`AGE-SECRET-KEY-1…`).
 */
const secretKey = /(AGE-(?:SECRET-KEY|PLUGIN)-)\S{12,}/i;
const secretKeys = new RegExp(secretKey, "gi");

/** A text with the secret keys in it cut short. */
export function withoutSecrets(text: string): string {
  return text.replaceAll(secretKeys, "$1…");
}

/** Whether an error shows a secret key when it is printed with all it holds. */
export function holdsSecret(value: unknown, depth: number = 4): boolean {
  if (typeof value === "string") return secretKey.test(value);
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return false;
  if (depth === 0) return false;
  return Reflect.ownKeys(value).some((name) =>
    holdsSecret(Object.getOwnPropertyDescriptor(value, name)?.value, depth - 1),
  );
}
