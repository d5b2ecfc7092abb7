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
    hint: "Pictures become noise of the same size. Every other file is kept byte for byte. Encrypted pictures are recognised, and opened.",
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
      auto: "Pixels of pictures, bytes of anything else",
      pixels: "Pixels",
      file: "The file, byte for byte",
    },
    weak: "known to be weak",
    weakWarning:
      "This cipher is known to be weak; it is there to be broken. Sealed pictures are still protected by AES.",
    beside: {
      keep: "Keep the file itself as well",
      keepHint: "It comes back byte for byte. Its length shows, and tells how busy the picture is.",
      not: {
        file: "The file is kept in any case.",
        authenticated: "Only sealed pictures keep their file.",
      },
      preview: "A small preview beside it",
      none: "None",
      side: (pixels: number): string => `${pixels} pixels`,
      readers: "Who may see the preview, one recipient a line",
      readersHint:
        "Nobody named: whoever can open the picture. Who is named here sees the preview and nothing else.",
    },
    authenticatedWarning:
      "Secrecy is the network’s alone, and a young network’s. Use it for research.",
  },
  regions: {
    title: "What is hidden?",
    whole: "All of it",
    some: "Parts of it",
    hint: "Everybody sees the rest, and where the parts are. Whoever changes either is found out.",
    not: {
      file: "A file has no parts.",
      authenticated: "Only sealed pictures have parts.",
    },
    how: "Drag over the picture to hide a part, drag a part to move it, or use the numbers. In a JPEG leave a margin of 16 pixels: its blocks smear.",
    board: (n: number): string => `The picture, with ${n} ${n === 1 ? "part" : "parts"} to hide`,
    number: (n: number): string => `Part ${n}`,
    add: "Add a part",
    remove: (n: number): string => `Remove part ${n}`,
    x: "Column",
    y: "Row",
    width: "Width",
    height: "Height",
    readers: "Who else may open it",
    nobody: "age1…",
    missing: "Draw a part on every picture.",
    count: (n: number): string => (n === 1 ? "1 part hidden" : `${n} parts hidden`),
  },
  opening: {
    title: "What to open",
    kinds: { all: "All of it", pixels: "Its pixels", preview: "Preview" },
    hints: {
      all: "The file that was encrypted, where it was kept; else its pixels.",
      pixels: "The pixels as a PNG, even where the file itself was kept.",
      preview:
        "The small picture alone, as whoever sealed it drew it. It may have a key of its own.",
    },
  },
  act: {
    encrypt: (n: number): string => (n < 2 ? "Encrypt" : `Encrypt ${n} pictures`),
    decrypt: (n: number): string => (n < 2 ? "Decrypt" : `Decrypt ${n} pictures`),
    cancel: "Cancel",
    saveAll: (n: number): string => `Save all ${n} as a zip`,
    saveIntoFolder: "Save into a folder",
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
    partly: (opened: number, all: number): string =>
      `Verified: ${opened} of ${all} parts opened, the others stay hidden`,
    previewed: "A preview; the picture itself was not looked at",
    stopped: "Stopped",
    saved: (n: number): string => `${n} saved.`,
    notSaved: (name: string, why: string): string => `${name} was not saved: ${why}`,
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
    size: (width: number, height: number): string => `${width} × ${height} pixels;`,
  },
  zoom: {
    title: "Samples, one by one",
    how: "Click on the picture, or say where. The numbers are the samples themselves: red, green and blue, or gray.",
    place: "The picture, and the part of it that is shown large",
    column: "Column",
    row: "Row",
    plain: "Plain",
    veiled: "Cipher",
    caption: (what: string, column: number, row: number): string =>
      `${what}, from column ${column}, row ${row}`,
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
  measure: {
    title: "Measure it",
    lead: "The numbers by which image ciphers are judged, each beside what an ideal cipher gives on a picture of this size. All verdicts on a cipher are one family of tests, in which an ideal one fails once in a thousand pictures at the most.",
    start: "Measure",
    proof:
      "Passing proves nothing about security. The canary passes as well, and its 65,536 keys are tried in seconds; see “Break it”. A failure is evidence of a defect, unless the nonce was repeated on purpose: under one nonce a stream cipher, AES in counter mode among them, changes one sample where one was changed.",
    saveReport: "Save the report (HTML)",
    saveJson: "Save the figures (JSON)",
    saveCsv: "Save the figures (CSV)",
    table: (cipher: string): string => `Every metric of ${cipher}, with its interval`,
    fails: (ids: string): string => `Fails: ${ids}.`,
    repeated:
      "Only because the nonce is repeated here on purpose, as nobody should: with one for every picture it passes.",
    roles: {
      "aes-256-ctr": "The standard, to compare with.",
      canary: "Worthless on purpose: a key of 16 bits. It is here to show what passing is worth.",
    } as Readonly<Record<string, string>>,
    status: {
      "known-weak": "Known to be weak.",
      baseline: "There to compare with.",
    } as Readonly<Record<string, string>>,
    shown: [
      {
        id: "entropy",
        name: "Entropy",
        share: false,
        meaning: "of 8 bits: how evenly values occur",
      },
      {
        id: "correlation-horizontal",
        name: "Correlation of neighbours",
        share: false,
        meaning: "0 where a sample tells nothing of the next",
      },
      {
        id: "npcr-min",
        name: "Changed samples (NPCR), least",
        share: true,
        meaning: "when one sample of the picture changes by one, under one key and nonce",
      },
      {
        id: "npcr-min-as-used",
        name: "The same, as used",
        share: true,
        meaning: "with a nonce of its own for every picture",
      },
      {
        id: "key-sensitivity-npcr",
        name: "Key sensitivity",
        share: true,
        meaning: "of the samples change with one bit of the key",
      },
    ],
  },
  own: {
    title: "A cipher of your own",
    how: "Paste a JavaScript module that exports a cipher, or open one, and see the same figures, and what the cheaper attacks make of it. What the fields mean stands in docs/own-cipher.md; the example is complete.",
    module: "The module",
    start: "Measure and attack it",
    open: "Open a module",
    where:
      "It runs in a frame of its own that cannot reach this page, anything that you have stored, or any network; a call that takes more than ten seconds ends it. It is never part of a link.",
    attacks: {
      title: "Attacks that were tried",
      how: "Under one nonce, as bare cipher images in a laboratory are attacked, and as used, with a nonce of its own for every picture. Where your cipher’s native key has no nonce, as used gives it another key for every picture. To stand proves little: these are a few attacks out of many.",
      attack: "Attack",
      repeated: (cipher: string): string => `${cipher}, one nonce`,
      asUsed: (cipher: string): string => `${cipher}, as used`,
      notTried: "not tried",
      recovered: (percent: string): string => `${percent} % recovered`,
    },
  },
  understand: {
    title: "How it works",
    lead: "This is one tile of your picture on its way through the real network: a convolution whose kernels come from the key reads one half, an LSTM turns what it read into a mask for the other half, and back the same way.",
    change: "Change one sample by one",
    steps: [
      {
        title: "A tile",
        how: "64 × 64 gray samples of the picture. Large pictures are many tiles, worked on side by side.",
        captions: ["The tile"],
      },
      {
        title: "Two halves",
        how: "A checkerboard of cells of 16 bytes. Each half will be hidden by what the network reads in the other.",
        captions: ["Half 0", "Half 1"],
      },
      {
        title: "Features",
        how: "A keyed convolution reads each half: 64 numbers that nobody can predict, or steer, without the key. Secret in earnest, and shown here only because the key is everybody’s.",
        captions: ["Features of half 0", "Features of half 1"],
      },
      {
        title: "The key vector",
        how: "An LSTM takes in the features of all tiles and leaves 32 bytes. They go with the picture, enter every mask, and are computed again when it is opened: if they differ, nothing is shown.",
        captions: [],
      },
      {
        title: "Half 0 is masked",
        how: "The LSTM starts from the key, takes in the key vector and the features of half 1, and runs on its own. Its outputs are added to half 0.",
        captions: ["The mask", "Half 0 is hidden"],
      },
      {
        title: "Half 1 is masked",
        how: "The same once more, with the features of the new half 0.",
        captions: ["The mask", "The cipher image"],
      },
      {
        title: "And back",
        how: "Masks are taken off in reverse order: the mask of half 1 needs the hidden half 0 alone, which is there. Then the key vector is computed again.",
        captions: ["What came back"],
      },
    ],
    checks: {
      back: "The tile and its key vector are the same",
      same: "The library’s cipher gives the same as these steps",
    },
    families: {
      chaotic: {
        title: "Chaotic Hopfield networks",
        how: "Three neurons that never settle. Where they are gives the bytes of a mask. Two orbits that started 2⁻⁴⁰ apart, drawn 12,000 steps later, have nothing in common: that is what a changed key does.",
        caption: "Two orbits of the network, blue and red, from almost the same start",
      },
      cellular: {
        title: "Cellular networks",
        how: "Every sample is a cell that looks at its neighbours, one step after another. A step can be undone by whoever knows the weights.",
        count: (n: number): string =>
          n === 0 ? "The picture" : `After ${n} ${n === 1 ? "step" : "steps"}`,
      },
      convolutional: {
        title: "Convolutional networks",
        how: "Rounds of keyed convolutions, activations and swaps, each invertible. To the eye one round is noise already; to an attacker it is not, so the cipher has more.",
        count: (n: number): string =>
          n === 0 ? "The picture" : `After ${n} ${n === 1 ? "round" : "rounds"}`,
      },
    },
    glossary: "Words",
    words: [
      ["Cipher image", "What a picture is encrypted to: noise of the same size."],
      ["Bare", "Encrypted by the network alone, without a seal; for laboratories."],
      ["Sealed", "The network’s output inside AES-256-GCM, which also refuses every change."],
      [
        "Key vector",
        "A fingerprint under the key that goes with the picture and must come out again.",
      ],
      ["Native key", "A network’s own numbers, such as its first state, set by the key."],
      ["Nonce", "A number used once, so that the same picture never encrypts alike twice."],
      ["Keystream", "A mask that is added to a picture. Used twice, it can be taken off."],
      ["NPCR", "The share of samples that change when one sample of the picture does."],
      ["Chosen images", "An attack in which somebody may have pictures of their choice encrypted."],
      ["Recipient", "The public half of a key pair: it encrypts, and cannot open."],
    ] as readonly (readonly [string, string])[],
  },
};
