"""Whether another wording says the same: better a false alarm than a change that nobody hears of."""

from __future__ import annotations

import time

import pytest

from common.markup import compare_meaning, passage_status_of, text_quote
from tests.for_each import for_each

pytestmark = pytest.mark.pure

SAME = [
    ("Raccrochez.", "raccrochez."),
    ("Protégez « la clé ».", 'protegez "la cle".'),
    ("Un mot de passe par site.", "Un **mot de passe** par [site](https://example.org)."),
    ("Raccrochez, puis rappelez.", "> Raccrochez, puis\n> rappelez."),
]
WORDING = [
    ("Vous recevez un message inattendu.", "Vous recevez un mesage inattendu."),
    ("Vous recevez un message inattendu.", "Vous recevez des messages inattendus."),
    ("Prévenez votre banque.", "Prévenez la banque."),
    ("Appelez la banque.", "Appelez la banque !"),
    ("Appelez, puis écrivez.", "Appelez puis écrivez."),
    ("Un code a six chiffres.", "Un code a 6 chiffres."),
    ("Attendez soixante-douze heures.", "Attendez 72 heures."),
    ("Il coûte 1 000 euros.", "Il coûte 1000 €."),
    ("Envoyez un e-mail à la banque.", "Envoyez un courriel à la banque."),
    ("Si vous avez un doute, ne cliquez pas.", "Ne cliquez pas si vous avez un doute."),
    ("En cas de doute, appelez.", "Appelez en cas de doute."),
    ("Donc le compte est fermé.", "Le compte est fermé."),
    ("Ne répondez pas parce que c’est un piège.", "Ne répondez pas, car c’est un piège."),
    ("Il faut changer le mot de passe.", "Il faut changer les mots de passe."),
    ("Il tient son carnet et prévient sa banque.", "Ils tiennent leur carnet et préviennent leur banque."),
]
CHANGED = [
    ("Ne répondez pas.", "Répondez."),
    ("Répondez toujours.", "Ne répondez jamais."),
    ("Ne donnez que votre nom.", "Ne donnez pas votre nom."),
    ("Il ne sert qu’à son destinataire.", "Il ne sert pas à son destinataire."),
    ("Il ne sert qu’à son destinataire.", "Il sert à son destinataire."),
    ("Je ne réponds pas et je raccroche.", "Je réponds et je ne raccroche pas."),
    ("Payez avec la carte.", "Payez sans la carte."),
    ("Vous avez un mois pour agir.", "Vous avez deux mois pour agir."),
    ("Vous avez un mois pour agir.", "Vous avez un an pour agir."),
    ("Vous avez un mois pour agir.", "Vous avez des mois pour agir."),
    ("Gardez 3,5 % du total.", "Gardez 35 % du total."),
    ("Gardez 5 % du total.", "Gardez 5 € du total."),
    ("Rendez-vous le 11 août 2026.", "Rendez-vous le 11 août 2025."),
    ("Rendez-vous le lundi matin.", "Rendez-vous le mardi matin."),
    ("Tous les sites chiffrent.", "La plupart des sites chiffrent."),
    ("Certains sites chiffrent.", "Les sites chiffrent."),
    ("Vous devez le signaler.", "Vous pouvez le signaler."),
    ("Vous devez le signaler.", "Vous le signalez."),
    ("Vous devez le signaler.", "Vous devriez le signaler."),
    ("La banque rembourse.", "La banque rembourserait."),
    ("La banque rembourse.", "La banque remboursait."),
    ("Le service est gratuit.", "Le service était gratuit."),
    ("Le service est gratuit.", "Le service sera gratuit."),
    ("Le service est gratuit.", "Le service est payant."),
    ("Activez le suivi.", "Désactivez le suivi."),
    ("Un réglage utile.", "Un réglage inutile."),
    ("C’est possible.", "C’est impossible."),
    ("Un appareil connecté.", "Un appareil déconnecté."),
    ("C’est interdit.", "C’est autorisé."),
    ("Avant de payer, appelez.", "Après avoir payé, appelez."),
    ("Plus le risque est grand.", "Moins le risque est grand."),
    ("Au moins dix caractères.", "Au plus dix caractères."),
    ("La banque appelle le client.", "Le client appelle la banque."),
    ("Vous payez la facture.", "Nous payons la facture."),
    ("Je raccroche.", "Il raccroche."),
    ("Donnez votre numéro.", "Donnez son numéro."),
    ("Donnez votre accord.", "Donnez votre accord écrit."),
    ("Donnez votre accord écrit.", "Donnez votre accord."),
    ("Envoyez la copie de la carte.", "Envoyez la copie de la facture."),
    ("Vous payez.", "Vous payez ?"),
    ("Cliquez sur le lien.", "Cliquez sur le lien, sauf si vous avez un doute."),
    ("Le nom ou le numéro suffit.", "Le nom et le numéro suffisent."),
    ("Si A est vrai, appelez, et si B est vrai, écrivez.", "Si B est vrai, appelez, et si A est vrai, écrivez."),
    ("Payez la facture, et appelez si elle est fausse.", "Si elle est fausse, payez la facture et appelez."),
    ("Retirez la carte du tiroir.", "Retirez la carte au tiroir."),
    ("Posez-le dessus.", "Posez-le dessous."),
    ("Il faut conserver la preuve.", "Il faut converser la preuve."),
    ("Cela vaut pour lui.", "Cela vaut contre lui."),
    ("Seul le client signe.", "Le client signe."),
    ("Parfois, il rappelle.", "Souvent, il rappelle."),
    ("Votre assureur répond.", "Votre employeur répond."),
]  # fmt: skip
ENGLISH = [
    ("Hang up and call back.", "Hang up and call back!", "wording"),
    ("Send an e-mail to your bank.", "Send an email to the bank.", "wording"),
    ("You should report it.", "You must report it.", "changed"),
    ("Do not click.", "Click.", "changed"),
    ("You can't lose it.", "You can lose it.", "changed"),
    ("They answer within one month.", "They answer within two months.", "changed"),
    ("Pay with your card.", "Pay without your card.", "changed"),
    ("Your bank may refund you.", "Your bank will refund you.", "changed"),
    ("If in doubt, hang up.", "Hang up if in doubt.", "wording"),
]


@pytest.mark.parametrize(("old", "new"), SAME)
def test_what_only_lays_out_a_text_is_no_change(old: str, new: str) -> None:
    assert compare_meaning(old, new, language="fr") == "same"


@for_each(("old", "new"), WORDING)
def test_the_same_in_other_words(old: str, new: str) -> None:
    assert compare_meaning(old, new, language="fr") == compare_meaning(new, old, language="fr") == "wording"


@for_each(("old", "new"), CHANGED)
def test_another_sense_is_never_taken_for_another_wording(old: str, new: str) -> None:
    assert compare_meaning(old, new, language="fr") == compare_meaning(new, old, language="fr") == "changed"


@for_each(("old", "new", "sense"), ENGLISH)
def test_english_is_read_as_english(old: str, new: str, sense: str) -> None:
    assert compare_meaning(old, new, "en-GB") == sense


def test_of_a_language_that_it_does_not_know_every_word_tells() -> None:
    assert compare_meaning("Chiuda la porta.", "Chiuda la porta!", "it") == "wording"
    assert compare_meaning("Chiuda la porta.", "Chiuda le porte.", "it") == "changed"
    assert compare_meaning("鍵を掛ける。", "鍵を掛けない。", "ja") == "changed"


@pytest.mark.parametrize(
    "text",
    ["a" * 100_000, "le un ne pas " * 8_000, "a b " * 25_000, "deux mille et un " * 6_000, "1 000 " * 16_000, ". , " * 25_000,
     "* a *" * 20_000, "# A\n" * 25_000, "- b:\n" * 20_000, "| c " * 25_000, "[^1] " * 20_000, "~~" * 50_000],
    ids=lambda text: text[:8],
)  # fmt: skip
def test_a_text_of_100_kilobytes_is_compared_in_bounded_time(text: str) -> None:
    began, middle = time.process_time(), len(text) // 2
    compare_meaning(text, text[::-1], language="fr")
    passage_status_of(
        text_quote(text, middle, middle + 200),
        text,
        text[: middle // 2] + "Autre chose. " + text[middle:],
        language="fr",
    )
    assert time.process_time() - began < 4
