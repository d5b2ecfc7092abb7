"""A second reading of docs/studies/hybrid.csv: every mean, interval and median is computed again from
docs/studies/hybrid.jsonl, by other arithmetic than the study's (Python's standard library alone).

    python3 lab/scripts/second-reading.py docs/studies

Prints how many cells agree; exit 1 where one does not, or where too few were found to compare.
"""

import csv
import json
import math
import statistics
import sys
from fractions import Fraction
from pathlib import Path

folder = Path(sys.argv[1])
record = {}
for line in (folder / "hybrid.jsonl").read_text().splitlines():
    if line:
        part = json.loads(line)
        record[part["name"]] = part["result"]


def beta_tail(t, degrees):
    """P(T > t), by integrating the density with Simpson's rule over a finite range."""
    scale = math.exp(math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2))
    scale /= math.sqrt(degrees * math.pi)
    steps = 2000
    width = t / steps
    total = 0.0
    for i in range(steps + 1):
        weight = 1 if i in (0, steps) else 4 if i % 2 else 2
        total += weight * (1 + (i * width) ** 2 / degrees) ** (-(degrees + 1) / 2)
    return 0.5 - scale * total * width / 3


def quantile(degrees, tail=0.025):
    low, high = 0.0, 700.0
    for _ in range(60):
        middle = (low + high) / 2
        if beta_tail(middle, degrees) > tail:
            low = middle
        else:
            high = middle
    return low


quantiles = {}


def interval(values, times=1):
    there = [value for value in values if value is not None]
    if not there:
        return (math.inf, math.inf, math.inf, len(values))
    n = len(there)
    mean = float(sum(Fraction(value) for value in there) / n)
    if n == 1:
        return (times * mean, -math.inf, math.inf, 1)
    if n not in quantiles:
        quantiles[n] = quantile(n - 1)
    reach = quantiles[n] * statistics.stdev(there) / math.sqrt(n)
    return (times * mean, times * (mean - reach), times * (mean + reach), n)


def quartiles(values):
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return (middle, low, high, len(values))


def decibels(found):
    value, low, high, n = found
    of = lambda error: math.inf if error <= 0 else 10 * math.log10(255**2 / error)
    return (of(value), of(high), of(low), n)


pictures = {
    "PSNR (dB)": ("rightPsnr", 1),
    "SSIM": ("rightSsim", 1),
    "PSNR, one step off (dB)": ("nearPsnr", 1),
    "SSIM, one step off": ("nearSsim", 1),
    "PSNR, unrelated key (dB)": ("otherPsnr", 1),
    "PSNR, ideal (dB)": ("idealPsnr", 1),
    "Entropy (bit)": ("entropy", 1),
    "z of entropy": ("entropyZ", 1),
    "χ²": ("chiSquare", 1),
    "r horizontal": ("horizontal", 1),
    "r vertical": ("vertical", 1),
    "r diagonal": ("diagonal", 1),
    "NPCR (%)": ("npcr", 100),
    "UACI (%)": ("uaci", 100),
    "NPCR of a key step (%)": ("keyNpcr", 100),
}
disturbances = {
    "salt and pepper 0.01": 0,
    "salt and pepper 0.05": 1,
    "crop corner 0.25": 2,
    "gaussian 5": 3,
    "bit flip": 4,
}
by_picture = ("reconstruction", "wrong-keys", "histogram", "correlation", "differential")


def times(row, column):
    timed = {each["id"]: each for each in record["times"]["ciphers"]}
    own = timed[row]
    if column in ("Encryption (ms)", "Decryption (ms)"):
        return quartiles([1000 * each for each in own[column[:7].lower()]])
    other = timed["aes-256-ctr" if column == "× AES software" else "AES-256-GCM, OpenSSL"]
    return quartiles([a / b for a, b in zip(own["encrypt"], other["encrypt"])])


def cell_name(row, column):
    layers = "0" if column == "no LSTM" else column[0]
    return f"ablation | LSTM layers: {layers}, key bits: {row}"


def weights(kind, row=None):
    """Records of sets of weights: of seeds, or of the trainings of a learning rate and a batch size."""
    found = [value for name, value in record.items() if name.startswith(f"{kind} | ")]
    if row is None:
        return found
    of = lambda training: f"{training['rate']:g}, {training['batch']}"
    return [each for each in found if of(each["training"]) == row]


def over_weights(found, bits, column):
    metric, scale = ("npcr", 100) if column.startswith("NPCR") else ("entropyZ", 1)
    cells = [each["cells"][bits][metric] for each in found]
    there = [[value for value in cell if value is not None] for cell in cells]
    return interval([float(sum(map(Fraction, cell)) / len(cell)) for cell in there], scale)


learned = {
    "PSNR, right key (dB)": ("right-key-psnr", 1),
    "SSIM, right key": ("right-key-ssim", 1),
    "PSNR, unrelated key (dB)": ("wrong-key-psnr", 1),
    "Entropy (bit)": ("cipher-entropy", 1),
    "NPCR (%)": ("one-sample-differs", 100),
    "NPCR of a key bit (%)": ("one-key-bit-differs", 100),
}


def trained(table, row, column):
    if table == "hybrid-trained-key":
        own = [each for each in weights("trained") if len(each["cells"]) > 1]
        return over_weights(weights("seeded") if "seeds" in column else own, row, column)
    if table == "hybrid-learned-rate":
        metric, scale = learned[column]
        found = weights("learned", row)
        return interval([each["training"]["figures"][metric] for each in found], scale)
    if row == "weights of seeds":
        return over_weights(weights("seeded"), "all", column)
    found = weights("trained", row)
    if column == "Loss after":
        figures = [each["training"]["figures"] for each in found]
        return interval([each["game-loss-trained"] - each["game-loss-seed"] for each in figures])
    return over_weights(found, "all", column)


def expected(table, row, column):
    """The estimate of a cell; None for cells of which this reading knows nothing."""
    if table.removeprefix("hybrid-") in by_picture:
        cipher, of = row.split(", ", 1)
        metric, scale = pictures[column]
        return interval(record[f"pictures | {cipher} | {of}"]["values"][metric], scale)
    if table in ("hybrid-trained-key", "hybrid-trained-rate", "hybrid-learned-rate"):
        return trained(table, row, column)
    if table == "hybrid-times":
        return times(row, column)
    if table == "hybrid-noise":
        return decibels(interval(record[f"noise | {row}"]["results"][disturbances[column]]["error"]))
    if table == "hybrid-ablation-npcr":
        return interval(record[cell_name(row, column)]["npcr"], 100)
    if table == "hybrid-ablation-entropy":
        return interval(record[cell_name(row, column)]["entropyZ"])
    if table == "hybrid-ablation-time":
        return quartiles([1000 * each for each in record[cell_name(row, column)]["seconds"]])
    return None


def close(a, b):
    return a == b or abs(a - b) <= 1e-6 * max(1e-3, abs(a), abs(b))


agreed, wrong = 0, []
with (folder / "hybrid.csv").open(newline="") as file:
    for line in csv.DictReader(file):
        if line["value"] == "":
            continue
        found = [float(line[name]) for name in ("value", "value low", "value high", "value n")]
        again = expected(line["table"], line["row"], line["column"])
        if again is None:
            continue
        if all(close(a, b) for a, b in zip(found, again)):
            agreed += 1
        else:
            wrong.append((line["table"], line["row"], line["column"], found, again))
for each in wrong:
    print("differs:", *each)
print(f"{agreed} cells agree, {len(wrong)} do not")
sys.exit(1 if wrong or agreed < 500 else 0)
