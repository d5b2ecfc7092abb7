"""A second reading of docs/studies/families.jsonl by other arithmetic than the study's: NumPy and SciPy.

    python3 lab/scripts/second-reading-families.py docs/studies > lab/src/studies/families/second-reading.json

Takes which variant belongs to which family from families-images.csv, and everything else from the record.
The test of the study compares its own figures with these.
"""

import csv
import json
import sys
from pathlib import Path

import numpy as np
from scipy import stats

folder = Path(sys.argv[1])
confidence = 1 - 0.001 / 6

parts = {}
for line in (folder / "families.jsonl").read_text().splitlines():
    part = json.loads(line)
    who, what, about = part["name"].split(" | ")
    parts.setdefault((who.split("@")[0], what), {})[about] = part["result"]

with (folder / "families-images.csv").open() as file:
    classes = {row["variant"]: row["class"] for row in csv.DictReader(file)}


def interval(values):
    values = np.asarray(values, dtype=float)
    half = stats.t.ppf((1 + confidence) / 2, len(values) - 1) * stats.sem(values)
    return [values.mean(), values.mean() - half, values.mean() + half]


def logarithmic(values):
    if min(values) == 0:
        return interval(values)
    return [float(np.exp(end)) for end in interval(np.log(values))]


def pictures(variant):
    return [figures for about, figures in parts[variant, "image"].items() if about != "black"]


def size(figures):
    return np.mean([1 if r is None else abs(r) for r in figures["r"]])


by_picture = {}
values = {}
for variant in classes:
    images = pictures(variant)
    noise = [figures["spread"] for figures in parts[variant, "noise"].values()]
    by_picture[variant] = {
        "size": [size(figures) for figures in images],
        "ssim": [figures["ssim"] for figures in images],
        "offIdeal": [figures["psnr"] - figures["psnrIdeal"] for figures in images],
        "entropy": [figures["entropyZ"] for figures in images],
    }
    for what, numbers in by_picture[variant].items():
        values[f"{variant}, {what}"] = interval(numbers)
    if None not in noise:
        values[f"{variant}, spread"] = logarithmic(noise)

families = ["chaotic", "convolutional", "gan", "cellular"]
of = {family: [v for v in classes if classes[v] == family] for family in families}
own = [v for family in families for v in of[family] if f"{v}, spread" in values]
resistance = [1 / values[f"{v}, spread"][0] for v in own]


def rank(numbers):
    return float(stats.spearmanr(resistance, numbers).statistic)


def explained(groups):
    everything = np.concatenate(groups)
    within = sum(((np.asarray(group) - np.mean(group)) ** 2).sum() for group in groups)
    return float(1 - within / ((everything - everything.mean()) ** 2).sum())


def rising(groups):
    pairs = [
        (a < b) + (a == b) / 2
        for i, low in enumerate(groups)
        for high in groups[i + 1 :]
        for a in low
        for b in high
    ]
    return float(np.mean(pairs))


found = {
    "1/ê with less abs. SSIM": rank([-abs(values[f"{v}, ssim"][0]) for v in own]),
    "1/ê with entropy's score": rank([values[f"{v}, entropy"][0] for v in own]),
}
for family in families:
    for name, what in (("SSIM", "ssim"), ("entropy's score", "entropy")):
        found[f"{family}: {name}"] = explained([by_picture[v][what] for v in of[family]])
order = [of["chaotic"], of["gan"], of["convolutional"]]
for name, what in (("mean abs. r", "size"), ("abs. SSIM", "ssim")):
    found[f"{name}: chaotic, GAN, convolutional"] = rising(
        [[abs(values[f"{v}, {what}"][0]) for v in group] for group in order]
    )

source = "Python 3 with NumPy and SciPy, from docs/studies/families.jsonl alone"
json.dump(
    {"source": source, "values": values, "parts": found},
    sys.stdout,
    ensure_ascii=False,
    indent=2,
    default=float,
)
print()
