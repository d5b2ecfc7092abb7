"""Writes lab/src/metrics/scikit-image.json: small images, and what scikit-image measures on them.

    apt-get install python3-skimage
    /usr/bin/python3 lab/scripts/scikit-image-vectors.py

The tests read the file and need no Python.
"""

import json
import os

import numpy as np
import skimage
from skimage.feature import graycomatrix, graycoprops
from skimage.measure import shannon_entropy
from skimage.metrics import mean_squared_error, peak_signal_noise_ratio, structural_similarity

WIDTH, HEIGHT = 24, 20
# Angles of graycomatrix, as columns to the right and rows down.
DIRECTIONS = {(1, 0): 0.0, (1, 1): np.pi / 4, (0, 1): np.pi / 2}


def images():
    """Pairs of one picture each: with noise, with an offset, and with an unrelated image."""
    random = np.random.default_rng(2004)
    y, x = np.mgrid[:HEIGHT, :WIDTH]
    wave = 0.5 + 0.25 * np.sin(x / 3) + 0.2 * np.cos(y / 4)
    others = {
        "noise": np.clip(wave + random.normal(0, 0.08, wave.shape), 0, 1),
        "brighter": np.clip(wave + 0.1, 0, 1),
        "unrelated": random.random(wave.shape),
    }
    for bits in (8, 16):
        for name, other in others.items():
            yield name, bits, *(quantise(each, bits) for each in (wave, other))


def quantise(image, bits):
    return np.round(image * (2**bits - 1)).astype(np.uint8 if bits == 8 else np.uint16)


def as_hex(image):
    return image.astype(">u2" if image.dtype == np.uint16 else "u1").tobytes().hex()


def ssim(a, b, largest):
    return structural_similarity(
        a, b, data_range=largest, gaussian_weights=True, sigma=1.5, use_sample_covariance=False
    )


def features(image, bits, levels, offset):
    quantised = (image >> (bits - int(np.log2(levels)))).astype(np.uint8)
    matrix = graycomatrix(
        quantised, [1], [DIRECTIONS[offset]], levels=levels, symmetric=True, normed=True
    )
    i, j = np.mgrid[:levels, :levels]
    return {
        "levels": levels,
        "right": offset[0],
        "down": offset[1],
        "contrast": float(graycoprops(matrix, "contrast")[0, 0]),
        "energy": float(graycoprops(matrix, "ASM")[0, 0]),
        # scikit-image has only the squared difference; this one is MATLAB's.
        "homogeneity": float((matrix[:, :, 0, 0] / (1 + abs(i - j))).sum()),
        "inverse-difference-moment": float(graycoprops(matrix, "homogeneity")[0, 0]),
        "correlation": float(graycoprops(matrix, "correlation")[0, 0]),
    }


def vector(name, bits, a, b):
    largest = 2**bits - 1
    result = {
        "name": f"{name}, {bits} bits",
        "width": WIDTH,
        "height": HEIGHT,
        "bits": bits,
        "a": as_hex(a),
        "b": as_hex(b),
        "mse": float(mean_squared_error(a, b)),
        "psnr": float(peak_signal_noise_ratio(a, b, data_range=largest)),
        "ssim": float(ssim(a, b, largest)),
        "glcm": [features(b, bits, n, offset) for n in (8, 256) for offset in DIRECTIONS],
    }
    if bits == 8:
        result["entropy"] = float(shannon_entropy(b))
    return result


def main():
    content = {
        "generator": f"lab/scripts/scikit-image-vectors.py, scikit-image {skimage.__version__}",
        "vectors": [vector(*each) for each in images()],
    }
    folder = os.path.join(os.path.dirname(__file__), "..", "src", "metrics")
    with open(os.path.join(folder, "scikit-image.json"), "w") as file:
        json.dump(content, file, indent=2)
        file.write("\n")


main()
