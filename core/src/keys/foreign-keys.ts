import { bech32 } from "@scure/base";

/** What somebody gave in the place of a native age key. */
export interface ForeignKey {
  /** As in "got …"; quotes nothing of it. */
  readonly name: string;
  readonly todo: string;
  /**
   * Right where it stands, for a program that can use it: a file may list such keys beside ours.
   */
  readonly elsewhere?: true;
}

const identityTodo = "use a native identity, made by neuroveil keygen or age-keygen";
const recipientTodo = "add a native recipient (age1…), made by neuroveil keygen or age-keygen";

interface Kind {
  readonly pattern: RegExp;
  readonly describe: (match: RegExpExecArray) => ForeignKey;
}

const openPgp: Kind = {
  pattern: /^-----BEGIN PGP /,
  describe: () => ({ name: "an OpenPGP key", todo: "make an age key: neuroveil keygen" }),
};

/** Kinds of keys that stand where a recipient should, by how they start. */
const inRecipients: readonly Kind[] = [
  {
    pattern: /^(ssh-|ecdsa-sha2-|sk-ssh-|sk-ecdsa-)/,
    describe: () => ({
      name: "an SSH public key, and those are not supported",
      todo: recipientTodo,
      elsewhere: true,
    }),
  },
  {
    pattern: /^age-(secret-key|plugin)-/i,
    describe: () => ({
      name: "an identity, which is secret",
      todo: "give the recipient (age1…) that belongs to it",
    }),
  },
  {
    pattern: /^(age-encryption\.org\/|-----BEGIN AGE )/,
    describe: () => ({
      name: "a file that age encrypted",
      todo: "give the recipients (age1…) themselves",
    }),
  },
  openPgp,
];

/** Kinds of keys that stand where an identity should. */
const inIdentities: readonly Kind[] = [
  {
    pattern: /^age-plugin-(.+)-1/i,
    describe: ([, plugin]) => ({
      name: `an identity of the age plugin ${pluginName(plugin)}, and plugins are not supported`,
      todo: identityTodo,
      elsewhere: true,
    }),
  },
  {
    pattern: /^-----BEGIN (OPENSSH|RSA|EC|DSA|ENCRYPTED)? ?PRIVATE KEY/,
    describe: () => ({
      name: "an SSH private key, and those are not supported",
      todo: identityTodo,
    }),
  },
  {
    pattern: /^age1/i,
    describe: () => ({
      name: "a recipient, which can only encrypt",
      todo: "give the identity (AGE-SECRET-KEY-1…) that belongs to it",
    }),
  },
  {
    pattern: /^(ssh-|ecdsa-sha2-|sk-ssh-|sk-ecdsa-)/,
    describe: () => ({ name: "an SSH public key", todo: identityTodo }),
  },
  {
    pattern: /^(age-encryption\.org\/|-----BEGIN AGE ENCRYPTED FILE)/,
    describe: () => ({
      name: "a file that is itself encrypted",
      todo: "unlock it first: age -d -o key.txt",
    }),
  },
  {
    pattern: /^[0-9a-f]{64}$/i,
    describe: () => ({
      name: "64 hexadecimal digits, which are a content key",
      todo: "give them as a key file",
    }),
  },
  openPgp,
];

/** @returns what `text` is, where a recipient was expected; undefined when it cannot be told */
export function foreignRecipient(text: string): ForeignKey | undefined {
  return pluginRecipient(text) ?? find(inRecipients, text);
}

/** Its checksum is right, so that no damaged native recipient is taken for a plugin's. */
function pluginRecipient(text: string): ForeignKey | undefined {
  const plugin = /^age1(.+)$/.exec(bech32.decodeUnsafe(text, false)?.prefix ?? "")?.[1];
  if (plugin === undefined) return undefined;
  return {
    name: `a recipient of the age plugin ${pluginName(plugin)}, and plugins are not supported`,
    todo: recipientTodo,
    elsewhere: true,
  };
}

/** @returns what `text` is, where an identity was expected; undefined when it cannot be told */
export function foreignIdentity(text: string): ForeignKey | undefined {
  return find(inIdentities, text);
}

function find(kinds: readonly Kind[], text: string): ForeignKey | undefined {
  for (const { pattern, describe } of kinds) {
    const match = pattern.exec(text);
    if (match !== null) return describe(match);
  }
  return undefined;
}

/** Nothing but a name: what stands there may be a damaged key. */
function pluginName(text: string | undefined): string {
  const name = text?.toLowerCase() ?? "";
  return /^[a-z][a-z0-9_+.-]{0,19}$/.test(name) ? name : "of that name";
}
