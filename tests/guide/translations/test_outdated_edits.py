"""Which edits of the demo's own texts make the paragraph of a translation outdated, and which do not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from guide.translations.segments import same_for_translators

pytestmark = pytest.mark.pure

CONTENT = Path(__file__).parents[3] / "demo" / "content"
OUTDATED, STANDS = True, False
EDITS = [
    # what changes, file, words that stand once in it, words in their place, whether the paragraph is outdated
    ("number: words for 12", "tips/01", "de douze caractères", "de quatorze caractères", OUTDATED),
    ("number: another one", "tips/02", "six chiffres", "huit chiffres", OUTDATED),
    ("number: a year", "sections/introduction", "En 2026", "En 2027", OUTDATED),
    ("number: an article of a law", "sections/bibliographie", "371-1 et 372-1", "371-1 et 372-2", OUTDATED),
    ("number: a decimal sign", "sections/bibliographie", "16-11.690", "16-11690", OUTDATED),
    ("number: no space in it", "sections/bibliographie", "0 805 805 817", "0\u202f805\u202f805\u202f817", STANDS),
    ("number: another telephone", "sections/bibliographie", "0 805 805 817", "0 805 805 818", OUTDATED),
    ("number: short telephone", "sections/bibliographie", "le 3018", "le 3017", OUTDATED),
    ("number: delay", "tips/03", "a un mois", "a deux mois", OUTDATED),
    ("number: article turned singular", "tips/07", "cinq minutes", "une minute", OUTDATED),
    ("number: a unit", "tips/02", "six mois", "six semaines", OUTDATED),
    ("sentence: added at the end", "tips/03", "gratuit.", "gratuit. Gardez la réponse.", OUTDATED),
    ("sentence: added at the front", "tips/07", "Raccrochez, sans", "Ne discutez pas. Raccrochez, sans", OUTDATED),
    ("sentence: taken out", "tips/09", " On ne paie jamais pour travailler.", "", OUTDATED),
    ("word: added", "tips/01", "le numéro", "toujours le numéro", OUTDATED),
    ("word: taken out", "tips/12", "Ne payez rien", "Payez", OUTDATED),
    ("word: negation taken out", "tips/07", "ne demande au téléphone ni code", "demande au téléphone un code", OUTDATED),
    ("word: another", "tips/01", "la banque :", "la mairie :", OUTDATED),
    ("word: a synonym", "tips/03", "Un mail suffit", "Un courriel suffit", OUTDATED),
    ("word: can for must", "tips/03", "Vous pouvez demander", "Vous devez demander", OUTDATED),
    ("word: plural", "tips/02", "Activez la localisation", "Activez les localisations", OUTDATED),
    ("word: another tense", "tips/09", "demandez si l’offre existe", "demandez si l’offre existait", OUTDATED),
    ("word: an ending with an accent", "tips/09", "promis est", "promise est", OUTDATED),
    ("word: one letter, another word", "tips/12", "Contestez ensuite", "Constatez ensuite", OUTDATED),
    ("word: feminine", "tips/03", "complexe", "complexée", OUTDATED),
    ("word: a short accent", "tips/07", "ou", "où", OUTDATED),
    ("order: two words", "tips/07", "ni code, ni mot de passe", "ni mot de passe, ni code", OUTDATED),
    ("order: two sentences", "tips/05",
     "Demandez-leur. Les données des clients, elles, ne vont pas dans une IA grand public.",
     "Les données des clients, elles, ne vont pas dans une IA grand public. Demandez-leur.", OUTDATED),
    ("order: who does it", "tips/07", "le nom de votre banque", "votre banque le nom de", OUTDATED),
    ("typo: a letter doubled", "tips/02", "Supprimez", "Supprrimez", STANDS),
    ("typo: a letter not doubled", "tips/02", "d’abord", "d’abbord", STANDS),
    ("typo: one p", "tips/02", "retrouver l’appareil", "retrouver l’apareil", STANDS),
    ("typo: two letters exchanged", "tips/05", "numéros. Posez", "nuémros. Posez", STANDS),
    ("typo: an accent forgotten", "tips/02", "téléphone sait", "telephone sait", STANDS),
    ("typo: an accent of the wrong kind", "tips/03", "étrangère", "étrangére", STANDS),
    ("typo: an accent on a capital", "sections/notion-2", "Cette mémoire", "Cette memoire", STANDS),
    ("typo: a letter lost may be another word", "tips/01", "précieux", "précieu", OUTDATED),
    ("typo: a ligature", "pages/1-apres-un-deces", "sœur", "soeur", STANDS),
    ("capitals: one", "tips/05", "une IA grand public", "une IA Grand public", STANDS),
    ("capitals: after a colon", "tips/07", "valider, c’est payer", "Valider, c’est payer", STANDS),
    ("apostrophe: straight", "tips/02", "d’abord", "d'abord", STANDS),
    ("apostrophe: all of them", "tips/02", "’", "'", STANDS),
    ("quotes: straight", "tips/01", "« mot de passe oublié »", '"mot de passe oublié"', STANDS),
    ("quotes: English", "tips/12", "« pour avoir la paix »", "“pour avoir la paix”", STANDS),
    ("quotes: no more", "tips/09", "« enquêteur »", "enquêteur", STANDS),
    ("space: no-break before a colon", "tips/01", "banque :", "banque\u00a0:", STANDS),
    ("space: an entity", "tips/01", "banque :", "banque&nbsp;:", STANDS),
    ("space: a second one", "tips/01", "Un code", "Un  code", STANDS),
    ("space: a line end", "tips/01", "qui ne sert", "qui\nne sert", STANDS),
    ("space: a soft hyphen", "tips/02", "automatiques", "auto\u00admatiques", STANDS),
    ("punctuation: a comma", "tips/02", "distance, pour", "distance pour", STANDS),
    ("punctuation: a full stop for a semicolon", "tips/07", "banque ; ce nom", "banque. Ce nom", STANDS),
    ("punctuation: an exclamation mark", "tips/07", "ni mot de passe.", "ni mot de passe !", STANDS),
    ("punctuation: a dash", "tips/07", "pour l’annuler : valider", "pour l’annuler – valider", STANDS),
    ("punctuation: three points", "tips/05", "les numéros.", "les numéros…", STANDS),
    ("emphasis: added", "tips/07", "Raccrochez", "**Raccrochez**", STANDS),
    ("emphasis: inside a word", "tips/02", "six mois", "six m*oi*s", STANDS),
    ("emphasis: taken away", "sections/notion-2", "**se copient**", "se copient", STANDS),
    ("emphasis: another sign", "sections/notion-2", "**se retrouvent**", "__se retrouvent__", STANDS),
    ("emphasis: struck out", "tips/07", "Raccrochez", "~~Raccrochez~~", OUTDATED),
    ("list: another bullet", "sections/introduction", "- **Vous avez", "* **Vous avez", STANDS),
    ("list: another number before an item", "sections/avant-de-publier", "3. **Ceux", "4. **Ceux", STANDS),
    ("list: a bullet for a number", "sections/avant-de-publier", "1. **Qui", "- **Qui", STANDS),
    ("heading: another level", "sections/introduction", "## Vingt conseils", "### Vingt conseils", STANDS),
    ("heading: signs at its end", "sections/introduction", "## Vingt conseils", "## Vingt conseils ##", STANDS),
    ("quotation mark of a line", "tips/07", "Raccrochez, sans", "> Raccrochez, sans", STANDS),
    ("definition: spaces behind its sign", "sections/glossaire", ":   Accord", ": Accord", STANDS),
    ("link: put on an address", "tips/09", "orias.fr", "<https://orias.fr>", STANDS),
    ("link: an address in words", "tips/09", "orias.fr", "[orias.fr](https://orias.fr/)", STANDS),
    ("link: another address", "tips/09", "orias.fr", "orias.be", OUTDATED),
    ("link: another page", "tips/12", "impots.gouv.fr", "impots.gouv.fr/contact", OUTDATED),
    ("link: put on words", "tips/07", "numéro inscrit", "[numéro](/guide/) inscrit", OUTDATED),
    ("table: wider cells", "pages/1-fuite-de-donnees", "| IBAN | Tenter", "|  IBAN  |  Tenter", STANDS),
    ("table: another cell", "pages/1-fuite-de-donnees", "| IBAN | Tenter", "| BIC | Tenter", OUTDATED),
]  # fmt: skip
WIKI = "[[Envoyer une copie de sa pièce d’identité]]"
TITLE = "Envoyer une copie de sa pièce d’identité"
LINKS = [
    ("a label that is the title", WIKI, f"[[{TITLE}|{TITLE}]]", STANDS),
    ("a label of its own", WIKI, f"[[{TITLE}|barrer une copie]]", OUTDATED),
    ("another title", WIKI, "[[Chercher son nom]]", OUTDATED),
    ("another target behind the same words", f"[[{TITLE}|voir]]", "[[Chercher son nom|voir]]", OUTDATED),
    ("inline for wiki", WIKI, f"[{TITLE}](/pages/copie/)", STANDS),
    ("inline for a label of its own", f"[[{TITLE}|barrer]]", "[barrer](/pages/copie/)", STANDS),
    ("inline for wiki, to another page", WIKI, f"[{TITLE}](/pages/autre/)", OUTDATED),
    ("inline for wiki, with another label", WIKI, "[barrer](/pages/copie/)", OUTDATED),
    ("inline for a title that leads nowhere", "[[Rien]]", "[Rien](/pages/copie/)", OUTDATED),
    ("letters escaped in an address", "[site](https://cnil.fr/é)", "[site](https://cnil.fr/%C3%A9)", STANDS),
    ("another letter escaped in it", "[site](https://cnil.fr/é)", "[site](https://cnil.fr/%C3%A8)", OUTDATED),
    ("words for wiki", WIKI, TITLE, OUTDATED),
    ("reference for inline", "[site](https://cnil.fr)", "[site][cnil]", STANDS),
    ("its own reference", "[site](https://cnil.fr)", "[site][1]\n\n[1]: https://cnil.fr", STANDS),
    ("reference elsewhere", "[site](https://cnil.fr)", "[site][anssi]", OUTDATED),
    ("definition elsewhere", "[cnil]: https://cnil.fr", "[cnil]: https://cnil.fr/plaintes", OUTDATED),
    ("title of a link", "[site](https://cnil.fr)", '[site](https://cnil.fr "La CNIL")', STANDS),
    ("autolink", "[https://cnil.fr/](https://cnil.fr)", "<https://cnil.fr>", STANDS),
    ("e-mail", "[a@cnil.fr](mailto:a@cnil.fr)", "<a@cnil.fr>", STANDS),
    ("picture: another file", "![Un mur](/media/images/a/x.webp)", "![Un mur](/media/images/b/x.webp)", OUTDATED),
    ("picture: alternative text", "![Un mur](/media/images/a/x.webp)", "![Un pont](/media/images/a/x.webp)", OUTDATED),
    ("picture: legend", '![Un mur](/x.webp "À Paris")', '![Un mur](/x.webp "À Lyon")', OUTDATED),
    ("order of links", "[a](/1) [b](/2)", "[a](/2) [b](/1)", OUTDATED),
    ("note", "Voir.[^1]", "Voir.[^2]", OUTDATED),
    ("code", "Tapez `3179#`.", "Tapez `3179*`.", OUTDATED),
    ("unit", "Gardez 5 %.", "Gardez 5 €.", OUTDATED),
    ("an arrow", "Réglages → Comptes.", "Réglages ← Comptes.", OUTDATED),
    ("an emoji", "Partagez 👍 ici.", "Partagez 👎 ici.", OUTDATED),
    ("an emoji that came", "Partagez ici.", "Partagez ⚠️ ici.", OUTDATED),
    ("a tick", "Photo ✓", "Photo ✗", OUTDATED),
    ("an accent that makes another word", "les pêcheurs", "les pécheurs", OUTDATED),
    ("an accent that makes another verb", "réparti entre eux", "reparti entre eux", OUTDATED),
    ("sign", "Moins 5 °C : -5.", "Moins 5 °C : 5.", OUTDATED),
]
TARGETS = {"cnil": "https://cnil.fr", "anssi": "https://cyber.gouv.fr", TITLE: "/pages/copie/"}


def test_each_edit_says_whether_the_paragraph_is_outdated() -> None:
    wrong = []
    for what, path, words, instead, is_outdated in EDITS:
        paragraph = _paragraph(path, words)
        edited = paragraph.replace(words, instead)
        if words not in paragraph or paragraph == edited:
            wrong.append(f"{what}: no such edit of {path}")
        if same_for_translators(paragraph, edited, language="fr") == is_outdated:
            wrong.append(f"{what}: {words!r} → {instead!r}")
        if same_for_translators(edited, paragraph, language="fr") == is_outdated:
            wrong.append(f"{what}, the other way: {instead!r} → {words!r}")
    for what, older, newer, is_outdated in LINKS:
        if same_for_translators(f"Lisez {older}", f"Lisez {newer}", language="fr", targets=TARGETS) == is_outdated:
            wrong.append(f"link, {what}: {older!r} → {newer!r}")
    assert not wrong, "\n" + "\n".join(wrong)


def test_the_table_has_edits_of_real_paragraphs() -> None:
    changed = {(path, words, instead) for _what, path, words, instead, _ in EDITS if words != instead}
    assert len(changed) >= 60


def test_without_a_word_list_of_the_language_each_letter_counts() -> None:
    assert not same_for_translators("Aprite la finestra.", "Aprite la finnestra.", language="it")
    assert same_for_translators("Aprite la finestra.", "**Aprite** la finestra!", language="it")
    assert same_for_translators("鍵を掛ける。", "鍵を 掛ける", language="ja")
    assert not same_for_translators("鍵を掛ける。", "鍵を掛けない。", language="ja")


def _paragraph(path: str, words: str) -> str:
    """A paragraph of the demo, its no-break spaces plain."""
    text = re.sub(r"^@@.*\n?", "", (CONTENT / f"{path}.md").read_text("utf-8"), flags=re.MULTILINE)
    paragraphs = re.sub("[\u00a0\u202f]", " ", text).split("\n\n")
    return next((paragraph for paragraph in paragraphs if words in paragraph), "")
