"""Compares DICOM files that `neuroveil encrypt --dicom-out` has made with their originals, by pydicom:

    python3 core/scripts/check-dicom-out.py ORIGINAL MADE [ORIGINAL MADE...]

Says for each pair whether the pixels are the same, which values that no element of the made file has any more are
found in it all the same, as bytes, which values of elements that the profile removes stay in an element that it
keeps, how many values stay in all, and what of the made file is private, a name, a date or a time. Values of
elements that are kept are looked at as well. Exits with 1 where something is found that should not be. Needs pydicom and numpy, and
GDCM and Pillow for compressed ones.
"""

import os
import re
import sys

import pydicom
from pydicom.datadict import dictionary_has_tag
from pydicom.pixel_data_handlers.util import convert_color_space

# Binary or short values occur anywhere by chance.
SHORTEST = 6


def elements(dataset):
    for element in dataset:
        yield element
        if element.VR == "SQ":
            for item in element.value:
                yield from elements(item)


def kept_tags():
    table = os.path.join(os.path.dirname(__file__), "../src/image/dicom/deidentify/basic-profile.ts")
    tags = {}
    for line in open(table):
        words = line.split()
        if len(words) > 3 and re.fullmatch("[KZDUW]", words[0]):
            for element in words[3:]:
                tags[words[2] + element] = words[0]
    return tags


def values(element):
    value = element.value
    for each in value if isinstance(value, pydicom.multival.MultiValue) else [value]:
        if isinstance(each, bytes):
            yield each
        elif element.VR not in ("SQ", "OW", "OB") and not isinstance(each, (int, float)):
            yield str(each).encode("utf-8", "surrogateescape")


def pixels_of(dataset, photometric):
    """Stored values as numbers, in the colours of the made file: GDCM leaves signs and differences as they are."""
    values = dataset.pixel_array
    spare = dataset.BitsAllocated - dataset.BitsStored
    if dataset.PixelRepresentation == 1 and spare > 0:
        values = (values << spare) >> spare
    if dataset.PhotometricInterpretation.startswith("YBR_FULL") and photometric == "RGB":
        values = convert_color_space(values, "YBR_FULL", "RGB")
    return values


def check(original, made):
    before, after = pydicom.dcmread(original, force=True), pydicom.dcmread(made)
    faults = []
    try:
        colours = after.PhotometricInterpretation
        same = (pixels_of(before, colours) == pixels_of(after, colours)).all()
        pixels = "the same pixels" if same else "OTHER PIXELS"
        if not same:
            faults.append("pixels")
    except Exception as error:
        pixels = f"pixels not compared ({type(error).__name__})"
    tags = kept_tags()
    stays = b"\\".join(value for element in elements(after) if not element.tag.is_private for value in values(element))
    raw = open(made, "rb").read()
    removed = leaked = kept = 0
    twice = set()
    for element in [*elements(before), *before.file_meta]:
        tag = f"{element.tag.group:04x}{element.tag.element:04x}"
        if tag == "7fe00010":
            continue
        for value in values(element):
            value = value.strip(b"\0 ")
            # The head of every file has UIDs of the standard.
            if len(value) < SHORTEST or (tag.startswith("0002") and value.startswith(b"1.2.840.10008.")):
                continue
            if value in stays:
                kept += 1
                if tags.get(tag) not in ("K", "W"):
                    twice.add(f"{tag} {value[:40]!r} stays in another element")
                continue
            removed += 1
            if value in raw:
                leaked += 1
                faults.append(f"{element.tag} {value[:40]!r}")
    odd = [e for e in elements(after) if e.tag.is_private and e.tag.group != 0x7FE3]
    odd += [e for e in elements(after) if not e.tag.is_private and not dictionary_has_tag(e.tag)]
    odd += [e for e in elements(after) if e.VR == "PN" and str(e.value) not in ("", "Removed")]
    faults += [f"{e.tag} {e.VR}" for e in odd]
    print(f"{os.path.basename(original)}: {pixels}; {removed} values removed, {leaked} of them found; {kept} values stay", *sorted(twice), *faults, sep="; ")
    return not faults


if __name__ == "__main__":
    names = sys.argv[1:]
    pairs = list(zip(names[::2], names[1::2]))
    if not all([check(*pair) for pair in pairs]):
        sys.exit(1)
