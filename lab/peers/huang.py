# python3 huang.py CLONE: python/chaosencrypt/huang.py of nfejes/chaotic-image-encryption.
import sys

import numpy as np
import veil

sys.path.insert(0, sys.argv[1] + "/python")
import chaosencrypt.huang as huang


class Numpy:
    """NumPy of 2015, which let a remainder of reals be stored as bytes."""

    def __getattr__(self, name):
        return getattr(np, name)

    def mod(self, values, modulus, out):
        out[:] = np.mod(values, modulus).astype(out.dtype)


huang.np = Numpy()
# Rounds and transients of the project's own test.
fixed = {"p": 21, "q": 43, "r": 16, "t": 3, "N": 3}


def key_of(key):
    a, b, c, d = (2 * veil.unit(key, at) - 1 for at in (0, 8, 16, 24))
    return {"x": (a, b), "xy": (c, d), **fixed}


def encrypt(image, key):
    with np.errstate(over="ignore"):
        return huang.encrypt(image, key_of(key))


def decrypt(image, key, _):
    with np.errstate(over="ignore"):
        return huang.decrypt(image, key_of(key))


names = ["x bar", "x hat", "x", "y"]
values = [{"name": name, "low": -1, "high": 1} for name in names]
key = {"bytes": 32, "nonceBytes": 0, "description": "four reals in (-1, 1), 8 bytes each", "values": values}
veil.serve(encrypt, decrypt, id="huang-chebyshev", family="chaotic", nativeKey=key)
