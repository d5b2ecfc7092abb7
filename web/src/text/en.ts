/** Every text of the page in English; another language is another file of this shape. */
export const text = {
  name: "Neuroveil",
  skip: "To the content",
  views: {
    encrypt: "Encrypt",
    look: "Look",
    break: "Break it",
    measure: "Measure",
    understand: "Understand",
  },
  navigation: "Views",
  theme: { label: "Appearance", auto: "As the system", light: "Light", dark: "Dark" },
  footer: {
    local:
      "Everything happens on your machine. This page sends nothing, and works without a network once it has been opened.",
    claim:
      "A neural cipher is not claimed to be stronger than AES. Sealed pictures are protected by AES-256-GCM as well, whatever is found out about the network.",
  },
  loading: "Loading …",
  failed: "This part could not be loaded. Reload the page.",
  hero: {
    title: "A picture goes in. Noise comes out.",
    lead: "Neuroveil encrypts pictures with a neural network, here, in your browser. The noise is an ordinary PNG, and with the key it turns back into your picture, bit for bit. If anybody changed it, you are told so instead of being shown a picture.",
    demo: {
      before: "A sample picture",
      after: "The same, encrypted",
      waiting: "The sample picture is about to be encrypted.",
      done: (size: string, milliseconds: string): string =>
        `Encrypted in this page just now: ${size} in ${milliseconds}, decrypted again and compared.`,
      failed: "The sample picture could not be encrypted here: ",
    },
    facts: ["Nothing is uploaded", "Comes back bit for bit", "Refuses what was changed"],
  },
  intake: {
    drop: "Drop pictures here",
    or: "or paste them, or",
    choose: "Choose pictures",
    folder: "a whole folder",
    more: "Add more",
    hint: "PNG and JPEG become a picture of noise of the same size. Every other file is kept byte for byte. Encrypted pictures are recognised, and opened.",
    clear: "Start over",
    list: "Pictures",
    count: (n: number): string => (n === 1 ? "1 picture" : `${n} pictures`),
  },
  modes: {
    label: "What to do",
    encrypt: "Encrypt",
    decrypt: "Decrypt",
  },
  key: {
    title: { encrypt: "Who can open it?", decrypt: "What opens it?" },
    kinds: {
      passphrase: { encrypt: "Passphrase", decrypt: "Passphrase" },
      pair: { encrypt: "Key pair", decrypt: "My key" },
      file: { encrypt: "Raw key", decrypt: "Raw key" },
    },
    passphrase: "Passphrase",
    repeat: "The same again",
    show: "Show",
    strength:
      "Whoever guesses it has the picture. Five random words are better than one clever one.",
    unequal: "The two passphrases differ.",
    recipients: "Recipients, one a line",
    recipientsHint:
      "age1… – the public half of a key. Only who holds the other half opens the picture.",
    make: "Make a key pair",
    made: "The secret half has been saved as neuroveil-key.txt. Keep it: without it nobody opens the pictures, not even you.",
    identity: "Secret key",
    identityHint: "The content of neuroveil-key.txt, or the file itself.",
    openFile: "Open a key file",
    raw: "64 hexadecimal digits",
    rawHint: "The content key itself, for laboratories.",
    makeRaw: "Make one",
  },
  more: {
    title: "More choices",
    cipher: "Cipher",
    protection: "Protection",
    payload: "What is kept",
    protections: {
      sealed: "Sealed: the network, and AES-256-GCM around it",
      authenticated: "Authenticated: the network alone hides it, changes are refused",
    },
    payloads: {
      auto: "Pixels of PNG and JPEG, bytes of anything else",
      pixels: "Pixels",
      file: "The file, byte for byte",
    },
    weak: "known to be weak",
    weakWarning:
      "This cipher is known to be weak; it is there to be broken. Sealed pictures are still protected by AES.",
    authenticatedWarning:
      "Secrecy is the network’s alone, and a young network’s. Use it for research.",
  },
  act: {
    encrypt: (n: number): string => (n < 2 ? "Encrypt" : `Encrypt ${n} pictures`),
    decrypt: (n: number): string => (n < 2 ? "Decrypt" : `Decrypt ${n} pictures`),
    cancel: "Cancel",
    saveAll: (n: number): string => `Save all ${n} as a zip`,
    save: "Save",
    saveNamed: (name: string): string => `Save ${name}`,
    look: (name: string): string => `Show ${name}`,
    remove: (name: string): string => `Remove ${name}`,
    missing: {
      passphrase: "A passphrase is missing.",
      pair: "A key is missing.",
      file: "A key is missing.",
    },
  },
  state: {
    waiting: "Waiting",
    working: (percent: number): string => `${percent} %`,
    encrypted: "Encrypted, decrypted again, the same",
    decrypted: "Verified: nobody has changed it",
    stopped: "Stopped",
    wrongMode: { encrypt: "Is encrypted already", decrypt: "Is not an encrypted picture" },
    finished: (done: number, failed: number): string =>
      failed === 0 ? `${done} done.` : `${done} done, ${failed} refused.`,
  },
  refused: {
    key: "This key does not open it. Nothing is wrong with the picture; try another key.",
    tampered: "It was changed after it was encrypted, so nothing of it is shown.",
    broken: "It is damaged. Nothing of it is shown.",
    limit: "There is too little memory for it here. The command line takes larger ones.",
  } as Readonly<Record<string, string>>,
  preview: {
    before: "Before",
    after: "After",
    slider: "How much of the picture is uncovered",
    none: "No preview: a browser cannot show this file.",
    warning:
      "Send it as a file. Messengers, social networks and picture hosts compress pictures again, and noise does not survive that.",
    about: (cipher: string, protection: string): string => `${cipher}, ${protection}`,
  },
  laboratory: {
    picture: "Picture",
    scene: (n: number): string => `Evening ${n}`,
    own: "One of your own",
    cipher: "Cipher",
    working: "Working",
  },
  look: {
    title: "Look at the noise",
    lead: "Choose a cipher. The picture is encrypted without any seal, so that you see what the network alone makes of it: its histogram, its neighbours, its bits, and how far a single changed sample or key bit spreads.",
    size: (width: number, height: number): string => `${width} × ${height} pixels.`,
  },
  break: {
    title: "Break it",
    lead: "Noise that looks perfect may hide nothing. Each of these ciphers falls in front of you, on your own picture, without its key. Our own first flagship is among them.",
    start: "Break it",
    startNamed: (title: string): string => `Break it: ${title}`,
    again: "Once more, another key",
    seen: "What the attacker sees",
    seenAlt: "The cipher image: noise",
    recovered: "Recovered",
    recoveredAlt: (title: string): string => `${title}: what the attack made of the cipher image`,
    beside: (cipher: string): string =>
      cipher.startsWith("aes")
        ? "AES, the same attack"
        : `Its successor ${cipher}, the same attack`,
    broken: "broken",
    stands: "stands",
    nothing: "Nothing to see",
    notTried: (why: string): string => `Cannot be tried: ${why}.`,
    share: (value: string, low: string, high: string, chance: string): string =>
      `${value} % of what was unknown (${low} to ${high} %, guessing gives ${chance} %).`,
    setting:
      "AES is used as everybody should: a fresh nonce for every picture. With one nonce for several pictures its keystream could be taken off as well. The weak ciphers have no nonce, or do not use it well. To stand proves little: these are attacks that we know and can automate.",
    attacks: {
      flagship: {
        title: "Our first flagship",
        how: "It passed every test of its field. One chosen picture makes two of its tiles share a mask, and half of a tile can be read off the other. What is gray was known; the rest is recovered. Its successor stands, and AES has no tiles to be played off against each other.",
      },
      canary: {
        title: "A canary with 65,536 keys",
        how: "Made to pass every image metric there is, with a key of 16 bits. Your computer tries them all.",
      },
      chain: {
        title: "Shuffle and chain",
        how: "The scheme of hundreds of papers: move every byte, then add each to the next. A picture of zeros and two or three that number their bytes give both away.",
      },
      keystream: {
        title: "The mask used twice",
        how: "One picture that is known shows the mask. The same mask lies on every other picture.",
      },
      convolution: {
        title: "One convolution",
        how: "A single layer of a network is linear. Its answer to zeros and to one single sample tells all weights.",
      },
      permutation: {
        title: "Only a permutation",
        how: "Pixels that only change places can be told to say where they went.",
      },
    },
  },
  damage: {
    title: "Damage it",
    how: "A bare cipher image under a key that everybody knows, damaged on its way, and decrypted all the same. Where a little damage spoils little, whoever changes it decides what changes: that is no virtue. Encrypted pictures in use are refused when a single bit is wrong.",
    noise: "Salt and pepper",
    cut: "Cut out of the middle",
    received: "What arrives",
    receivedAlt: "The damaged cipher image",
    decryptedAlt: "What the damaged cipher image decrypts to",
    right: (percent: string): string =>
      `What it decrypts to: ${percent} % of the samples are right.`,
  },
};
