# python3 bit_level.py CLONE: gray_encrypt of pigeoner/A_novel_bit-level_image_encryption_algorithm_based_on_chaotic_maps.
import os
import sys
import tempfile

import cv2
import numpy as np
import veil

sys.path.insert(0, os.path.abspath(sys.argv[1]) + "/gray_encrypt")
import decrypt as backwards
import encrypt as forwards



class Numpy:
    """NumPy whose sums of bytes are integers that a shift can be."""

    def __getattr__(self, name):
        return getattr(np, name)

    def sum(self, values):
        return int(np.sum(values))


forwards.np = backwards.np = Numpy()
# It reads and writes files, and needs those of the folder that it runs in.
folder = tempfile.TemporaryDirectory()
os.chdir(folder.name)
os.mkdir("params")


def key_of(key):
    x0, u1, y0, u2 = (veil.unit(key, at) for at in (0, 8, 16, 24))
    return {"x0": x0, "u1": u1 / 2, "y0": y0, "u2": u2 / 2}


def encrypt(image, key):
    cv2.imwrite("image.png", image)
    _, cipher = forwards.encrypt("image.png", **key_of(key))
    params = np.load("params/params.npz")
    # Decrypting takes two bits of the image beside the key: a key vector.
    return cipher, bytes([int(params["A11_0"]) & 1, int(params["A22_0"]) & 1])


def decrypt(image, key, vector):
    cv2.imwrite("cipher.png", image)
    first, second = (2 + (byte & 1) for byte in vector)
    np.savez("params/params.npz", n_round=1, A11_0=first, A22_0=second, **key_of(key))
    return backwards.decrypt("cipher.png")


names = ["x0", "u1", "y0", "u2"]
values = [{"name": name, "low": 0, "high": high} for name, high in zip(names, (1, 0.5, 1, 0.5))]
key = {"bytes": 32, "nonceBytes": 0, "description": "four reals of two piecewise linear maps, 8 bytes each", "values": values}
veil.serve(encrypt, decrypt, id="bit-level-pwlcm", family="chaotic", keyVectorBytes=2, nativeKey=key)
