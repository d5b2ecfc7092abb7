# python3 arnold_dna.py CLONE: encryption.py of hanbo-fan/chaos-dna-image-crypto.
import sys

import veil

sys.path.insert(0, sys.argv[1])
import encryption

BASES = "ATCG"


def key_of(key):
    steps = 1 + int.from_bytes(key[:2], "big")
    rule = 1 + key[2] % 24
    x0 = veil.unit(key, 3)
    # Within (3.57, 4), which it checks.
    r = 3.5701 + 0.4298 * veil.unit(key, 11)
    # Its IV of four bases is random; the last byte is that nonce.
    iv = "".join(BASES[key[19] >> shift & 3] for shift in (6, 4, 2, 0))
    return {"arnold_iterations": steps, "dna_rule": rule, "chaos_x0": x0, "chaos_r": r, "iv": iv}


def encrypt(image, key):
    about = key_of(key)
    iv = about.pop("iv")
    encryption.generate_random_iv = lambda: iv
    return encryption.encrypt_image(image, verbose=False, **about)[0]


def decrypt(image, key, _):
    return encryption.decrypt_image(image, key_of(key), verbose=False)


key = {"bytes": 20, "nonceBytes": 1, "description": "Arnold steps (2 bytes), DNA rule (1), x0 and r of a logistic map (8 each), IV (1)"}
veil.serve(encrypt, decrypt, square=True, id="arnold-dna", family="chaotic", nativeKey=key)
