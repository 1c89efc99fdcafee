"""Subsets the two faces into static/dist/fonts/: `python frontend/fonts.py`, after npm ci.

For screens: woff2, unhinted, a file for all weights of a face; what French, English and Italian need in one, the rest of
Latin in two others (-more, -ext) that a page loads only where a name needs them. For PDF (fonts/print/): whole Latin in
static TrueType files, one a weight, because WeasyPrint takes neither variable fonts nor unicode ranges well, and the
Japanese faces and the emoji whole, with the ascent and descent of the Latin face beside them.
"""

from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from io import BytesIO
from math import ceil, floor
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem
from fontTools.varLib.instancer import instantiateVariableFont

HERE = Path(__file__).resolve().parent
SOURCES = HERE / "node_modules" / "@fontsource-variable"
DIST = HERE.parent / "static" / "dist" / "fonts"

# What French, English and Italian are written with: the two files that every page loads hold no more.
LETTERS = "ÀÁÂÄÆÇÈÉÊËÌÍÎÏÑÒÓÔÖÙÚÛÜàáâäæçèéêëìíîïñòóôöùúûüÿŒœß"
SIGNS = "\u00a0§©«°²³·»×–—‘’“”•…€−"
BASIC = {*range(0x20, 0x7F), *map(ord, LETTERS + SIGNS)}
LATIN_1 = {*range(0xA0, 0x100), *map(ord, "‚„′″‹›")} - BASIC
EXTENDED = {*range(0x100, 0x250), *range(0x1E00, 0x1F00), 0x2020, 0x2021, 0x2030} - BASIC
PARTS = (("", "latin", BASIC), ("-more", "latin", LATIN_1), ("-ext", "latin-ext", EXTENDED))
FEATURES = ["kern", "liga", "tnum"]
# The em of a screen font, 1,000 in its source: half a unit of 500 is a sixteenth of a pixel in the largest title, and the
# files weigh a tenth less.
EM = 500
# How often each letter stands in French.
SAMPLE = """Au support, je pose souvent la question : quel est votre compte le plus précieux ? On me répond : la banque. Je
demande alors où arrive le lien « mot de passe oublié » de tous les autres comptes. C’est la boîte qu’il faut protéger en
premier. Un mot de passe qui ne sert que là, quatorze signes au moins, et la double authentification : elle s’active dans les
réglages de sécurité. Raccrochez, puis rappelez vous-même le numéro que vous connaissez."""

LITERATA = "literata/files/literata-{range}-wght-{style}.woff2"
BRICOLAGE = "bricolage-grotesque/files/bricolage-grotesque-{range}-wght-{style}.woff2"
ON_SCREENS = {LITERATA: ["kern", "liga"], BRICOLAGE: FEATURES}  # columns of figures are set in the sans
# Japanese and emoji are printed with the whole faces: a PDF embeds the few hundred signs that it shows. Behind each, the Latin
# face that its lines may have too.
WHOLE = {
    "biz-udpmincho-400": ("biz-udpmincho/400Regular/BIZUDPMincho_400Regular.ttf", LITERATA),
    "biz-udpmincho-700": ("biz-udpmincho/700Bold/BIZUDPMincho_700Bold.ttf", LITERATA),
    "biz-udpgothic-400": ("biz-udpgothic/400Regular/BIZUDPGothic_400Regular.ttf", BRICOLAGE),
    "biz-udpgothic-700": ("biz-udpgothic/700Bold/BIZUDPGothic_700Bold.ttf", BRICOLAGE),
    "noto-emoji-400": ("noto-emoji/400Regular/NotoEmoji_400Regular.ttf", LITERATA),
}
type Weight = int | tuple[int, int]
SCREEN: dict[str, tuple[str, str, Weight]] = {
    "literata": (LITERATA, "normal", (400, 680)),
    "literata-italic": (LITERATA, "italic", 400),
    "bricolage": (BRICOLAGE, "normal", (400, 800)),
}
KERNED_AS = {"literata": 400, "bricolage": 620}
PRINT: dict[str, tuple[str, str, int, str]] = {
    "literata-400": (LITERATA, "normal", 400, "Literata"),
    "literata-400-italic": (LITERATA, "italic", 400, "Literata"),
    "literata-680": (LITERATA, "normal", 680, "Literata"),
    **{f"bricolage-{w}": (BRICOLAGE, "normal", w, "Bricolage Grotesque") for w in (400, 500, 620, 700, 800)},
}


def open_face(source: str, part: str, style: str, weight: Weight) -> TTFont:
    """One part of a face at one weight, or narrowed to a range of weights."""
    font = TTFont(SOURCES / source.format(range=part, style=style), recalcTimestamp=False)
    instance = instantiateVariableFont(font, {"wght": weight}, inplace=True)
    return read_anew(instance) if isinstance(weight, tuple) else instance


def subset(font: TTFont, characters: set[int], features: list[str] = FEATURES) -> TTFont:
    options = Options(hinting=False, layout_features=features, name_IDs=[1, 2, 4, 6, 13, 14], notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    for table in ("vhea", "vmtx", "gasp"):
        if table in font:
            del font[table]
    return font


def write_screen_font(stem: str) -> None:
    source, style, weight = SCREEN[stem]
    for ending, part, characters in PARTS:
        font = subset(open_face(source, part, style, weight), characters, ON_SCREENS[source])
        if stem in KERNED_AS:
            copy_kerning(subset(open_face(source, part, style, KERNED_AS[stem]), characters), font)
        font = read_anew(font)
        round_kerning(font)
        font = in_larger_units(font)
        font.flavor = "woff2"
        font.save(DIST / f"{stem}{ending}.woff2")


def copy_kerning(static: TTFont, font: TTFont) -> None:
    """Kerning that follows the weight costs 10 KB of 33, and nobody sees it. Nor is the range of weights told twice."""
    for table in ("GPOS", "GDEF"):
        if table in static:
            font[table] = static[table]
    for table in ("STAT", "MVAR"):
        if table in font:
            del font[table]


def in_larger_units(font: TTFont) -> TTFont:
    """With an em of `EM`, and lines as long as they were: else words that just fit go onto another line, buttons onto a second
    row.
    """
    scale, metrics, by_weight = EM / font["head"].unitsPerEm, dict(font["hmtx"].metrics), deltas(font)
    cmap = font.getBestCmap()
    often = Counter({cmap[ord(letter)]: count for letter, count in Counter(SAMPLE).items() if ord(letter) in cmap})
    widths = rounded({glyph: width * scale for glyph, (width, _bearing) in metrics.items()}, often)
    changes = rounded({glyph: delta[0] * scale for glyph, delta in by_weight.items()}, often)
    scale_upem(font, EM)
    for glyph, width in widths.items():
        font["hmtx"][glyph] = (width, font["hmtx"][glyph][1])
    for glyph, delta in deltas(font).items():
        delta[0] = changes[glyph]
    return font


def deltas(font: TTFont) -> dict[str, list[int]]:
    """What the other end of the range of weights adds to each width; glyphs of which it adds the same share one."""
    if "HVAR" not in font:
        return {}
    table = font["HVAR"].table
    return {glyph: table.VarStore.VarData[0].Item[row & 0xFFFF] for glyph, row in table.AdvWidthMap.mapping.items()}


def rounded(exact: dict[str, float], often: Counter[str]) -> dict[str, int]:
    """Whole numbers, the same for the same; up or down by what those that stand more often have gained by it."""
    letters = Counter[float]()
    for glyph, number in exact.items():
        letters[number] += often[glyph]
    found, gained = {}, 0.0
    for number, count in letters.most_common():
        found[number] = ceil(number) if gained < 0 else floor(number)
        gained += (found[number] - number) * count
    return {glyph: found[number] for glyph, number in exact.items()}


def round_kerning(font: TTFont) -> None:
    """To even units of `EM`: a twentieth of a pixel of running text, and a thirtieth of the file."""
    step = 2 * font["head"].unitsPerEm // EM
    lookups = font["GPOS"].table.LookupList.Lookup if "GPOS" in font else []
    for table in (table for lookup in lookups for table in lookup.SubTable):
        if table.Format == 1:
            pairs = [pair for row in table.PairSet for pair in row.PairValueRecord]
        else:
            pairs = [pair for row in table.Class1Record for pair in row.Class2Record]
        for pair in pairs:
            pair.Value1.XAdvance = step * round(pair.Value1.XAdvance / step)


def read_anew(font: TTFont) -> TTFont:
    """As it stands in a file: its tables in their final shape."""
    font.flavor = None
    file = BytesIO()
    font.save(file)
    file.seek(0)
    return TTFont(file, recalcTimestamp=False)


def write_print_font(stem: str) -> None:
    """Merged and renamed: a PDF names each weight as a family member of its own."""
    source, style, weight, family = PRINT[stem]
    parts = [DIST / "print" / f"{stem}.{part}.part" for part in ("latin", "latin-ext")]
    for path in parts:
        part = path.suffixes[-2][1:]
        subset(open_face(source, part, style, weight), BASIC | LATIN_1 | EXTENDED).save(path)
    font = Merger().merge([str(path) for path in parts])
    copy_dates(font, parts[0])
    name_face(font, family, weight, style)
    font.save(DIST / "print" / f"{stem}.ttf")
    for path in parts:
        path.unlink()


def copy_dates(font: TTFont, source: Path) -> None:
    """The dates of what it is made of: a PDF embeds parts of the font, and the same edition gives the same bytes."""
    font.recalcTimestamp = False
    with TTFont(source) as part:
        for date in ("created", "modified"):
            setattr(font["head"], date, getattr(part["head"], date))


def name_face(font: TTFont, family: str, weight: int, style: str) -> None:
    member = f"{weight}{' Italic' if style == 'italic' else ''}"
    for number, text in {
        1: f"{family} {member}",
        2: "Regular",
        4: f"{family} {member}",
        6: f"{family}-{member}".replace(" ", ""),
        16: family,
        17: member,
    }.items():
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = 0x01 if style == "italic" else 0x40
    font["head"].macStyle = 0x02 if style == "italic" else 0


def write_whole_font(stem: str) -> None:
    """WeasyPrint centres a line on the ascent and descent of the faces in it: were they another's, a line with Latin letters
    would stand further from the next than one without.
    """
    source, beside = WHOLE[stem]
    with TTFont(SOURCES.parent / "@expo-google-fonts" / source, recalcTimestamp=False) as font:
        set_height_of(open_face(beside, "latin", "normal", 400), font)
        font.save(DIST / "print" / f"{stem}.ttf")


def set_height_of(latin: TTFont, font: TTFont) -> None:
    scale = font["head"].unitsPerEm / latin["head"].unitsPerEm
    ascent, descent = (round(scale * latin["hhea"].ascent), round(scale * latin["hhea"].descent))
    font["hhea"].ascent, font["hhea"].descent = ascent, descent
    font["OS/2"].sTypoAscender, font["OS/2"].sTypoDescender = ascent, descent
    font["OS/2"].usWinAscent, font["OS/2"].usWinDescent = ascent, -descent


def main() -> None:
    (DIST / "print").mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor() as processes:
        # All lists are asked for before the first is waited for; list() raises what a process raised.
        screen, printed = processes.map(write_screen_font, SCREEN), processes.map(write_print_font, PRINT)
        whole = processes.map(write_whole_font, WHOLE)
        for done in (screen, printed, whole):
            list(done)


if __name__ == "__main__":
    main()
