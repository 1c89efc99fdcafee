# ruff: noqa: E501 - an edit is read best in one line
"""What people do to pages of the demo, and what each should raise at the tip that rests on the passage.

They were written down before anything was tuned to them. Every third one was held out until the end.
"""

from __future__ import annotations

from dataclasses import dataclass

from demo.blocks import changed
from demo.content import FOLDER, read_page

NOTHING, WORDING, CHANGED, GONE = "unchanged", "wording", "changed", "gone"

MAIL = "1-boite-mail-premiere-porte.md"
LEAK = "1-fuite-de-donnees.md"
PHONE = "1-menage-du-telephone.md"
TRUE_OR_FALSE = "1-vrai-ou-faux.md"
RIGHTS = "1-faire-valoir-ses-droits.md"
CHILDREN = "1-enfants-et-adolescents.md"
ID_CARD = "3-copie-piece-identite.md"
LINKEDIN = "4-profil-linkedin.md"
PARTY = "4-photo-du-pot-de-depart.md"
CRITICISM = "4-critiquer-son-employeur.md"
CLIENT = "4-client-sur-compte-personnel.md"

FIRST = "C’est la boîte mail qu’il faut protéger en premier."
CODES = "Imprimez-les et rangez-les avec vos papiers importants : ils servent le jour où le téléphone tombe dans l’eau."
CALL_BACK = "Raccrochez, puis rappelez vous-même le numéro que vous connaissez."
NOTEBOOK = "Un gestionnaire de mots de passe retient un mot de passe différent pour chaque site ; vous n’en retenez plus qu’un, le sien."
CHANGE_IT = "Changer le mot de passe du compte concerné, et partout où le même servait."
NO_LINK = "Ne cliquer sur aucun lien du message : l’annonce d’une fuite est aussi un excellent appât."
THIRTEEN = "Un prélèvement que vous n’avez jamais autorisé se conteste pendant treize mois ; celui que vous aviez autorisé peut être remboursé sur demande pendant huit semaines."
CONTACTS = "Contacts : refuser par défaut, car ce sont les numéros des autres que vous donnez"
SIX_MONTHS = "Supprimer celles qui n’ont pas servi depuis six mois, après avoir fermé le compte"
SIX_DIGITS = "Un code d’au moins six chiffres, qui ne soit ni une date de naissance ni une suite"
OFFENCE = "La suivre sans votre accord est un délit (article 226-1 du Code pénal), même entre conjoints."
STAYS = "Le compte et ses données restent chez l’éditeur."
COOKIES = "Refuser doit être aussi simple qu’accepter : cherchez « Tout refuser » ou « Continuer sans accepter »."
EXCHANGES = "Selon le service et ses réglages, vos échanges peuvent être conservés, relus pour contrôle ou servir à améliorer le modèle."
ONE_MAIL = "Un mail ou le formulaire du site suffit. Une seule demande à la fois."
ONE_MONTH = "L’organisme a **un mois** pour répondre, trois au plus si la demande est complexe"
HONEST = "Un organisme honnête vous répond alors ce qu’il garde, pourquoi et jusqu’à quand."
PROOF = "L’organisme ne peut réclamer un justificatif d’identité que s’il a un doute raisonnable sur vous."
HIDING = "Surveiller en cachette apprend à mieux se cacher."
BARRED = "Une copie barrée ne sert qu’à son destinataire."
DEPOSIT = "Déposez le document dans l’espace client plutôt que de l’envoyer par messagerie."
CLOSED = "Le jour où votre adresse professionnelle est fermée, vous ne recevez plus les messages de récupération, et vous pouvez perdre le compte avec tout votre réseau."
FRAUDSTER = (
    "Un fraudeur qui connaît votre service, votre outil et votre semaine d’absence a déjà la moitié de son scénario."
)
ACCEPT = "accepter d’être photographié n’est pas accepter d’être publié."
BEHIND = "Ceux qui ne veulent pas apparaître passent derrière l’objectif, sans avoir rien à expliquer."
HOURS = "L’entreprise doit la consigner, et la notifier à la CNIL dans les 72 heures si elle présente un risque pour la personne."
ANGER = "La colère écrit vite et relit mal."
NOT_PUBLISHING = "Ne rien publier est un choix, souvent le bon, jamais une obligation générale."
LOSING = (
    "Commencer par un message sur un réseau social, c’est donc souvent perdre la protection que l’on croyait avoir."
)
IMITATED = "Un compte se vole ou s’imite, et une photo de profil ne prouve rien."
SAME_DAY = "Prévenez votre responsable le jour même : vous n’avez pas à porter cela en privé."
ANSWER = "Faut-il répondre ? Une fois, poliment, pour donner le bon chemin. Ensuite, c’est le canal officiel qui parle."


@dataclass(frozen=True)
class Edit:
    """In a page of the demo, `old` becomes `new`, for each of the `changes`; `raises` is what the passage comes to."""

    name: str
    page: str
    passage: str
    raises: str
    changes: tuple[tuple[str, str], ...]

    @property
    def before(self) -> str:
        """The newest text of the page; its no-break spaces are plain ones, so that these edits can be read."""
        return read_page(FOLDER / "pages" / self.page).texts()[-1].replace("\u00a0", " ")

    @property
    def after(self) -> str:
        return changed(self.before, self.changes)


def edit(name: str, page: str, passage: str, raises: str, *changes: tuple[str, str]) -> Edit:
    return Edit(name, page, passage, raises, changes)


EDITS = (
    edit("a letter lost", MAIL, CODES, WORDING, ("papiers importants", "papiers imporants")),
    edit("letters exchanged", LEAK, CHANGE_IT, WORDING, ("partout où", "patrout où")),
    edit("a letter doubled", CLIENT, SAME_DAY, WORDING, ("Prévenez votre responsable", "Prévennez votre responsable")),
    edit("an accent forgotten", TRUE_OR_FALSE, STAYS, NOTHING, ("données restent", "donnees restent")),
    edit("a capital", LINKEDIN, FRAUDSTER, NOTHING, ("votre service, votre outil", "votre Service, votre Outil")),
    edit("a comma taken away", MAIL, CALL_BACK, WORDING, ("Raccrochez, puis", "Raccrochez puis")),
    edit("a comma and a pronoun", CHILDREN, HIDING, WORDING, ("en cachette apprend", "en cachette, cela apprend")),
    edit("straight quotes", TRUE_OR_FALSE, COOKIES, NOTHING, ("« Tout refuser »", '"Tout refuser"')),
    edit("a no-break space", MAIL, CODES, NOTHING, ("importants : ils", "importants\u00a0: ils")),
    edit("bold", PARTY, BEHIND, NOTHING, ("derrière l’objectif", "**derrière l’objectif**")),
    edit("bold taken away", MAIL, FIRST, NOTHING, ("**C’est la boîte mail qu’il faut protéger en premier.**", FIRST)),
    edit("a link", CLIENT, IMITATED, NOTHING, ("photo de profil ne", "[photo de profil](https://example.org/p) ne")),
    edit("a link between pages", ID_CARD, DEPOSIT, NOTHING, ("l’espace client plutôt", "l’[[Espace client|espace client]] plutôt")),
    edit("a note", TRUE_OR_FALSE, STAYS, NOTHING, ("chez l’éditeur. Fermez", "chez l’éditeur.[^1] Fermez")),
    # The same sense in other words.
    edit("a plural", CLIENT, IMITATED, WORDING, ("une photo de profil ne prouve", "les photos de profil ne prouvent")),
    edit("an article", LINKEDIN, CLOSED, WORDING, ("perdre le compte avec", "perdre ce compte avec")),
    edit("an infinitive becomes an order", LEAK, CHANGE_IT, WORDING, ("Changer le mot de passe du compte concerné", "Changez le mot de passe du compte concerné")),
    edit("orders become infinitives", ID_CARD, DEPOSIT, WORDING, ("Déposez le document dans", "Déposer le document dans")),
    edit("mail for courriel", RIGHTS, ONE_MAIL, WORDING, ("Un mail ou le formulaire", "Un courriel ou le formulaire")),
    edit("since for because", PHONE, CONTACTS, WORDING, ("refuser par défaut, car ce", "refuser par défaut, puisque ce")),
    edit("delete for suppress", PHONE, SIX_MONTHS, WORDING, ("Supprimer celles qui", "Effacer celles qui")),
    edit("swindler for fraudster", LINKEDIN, FRAUDSTER, WORDING, ("Un fraudeur qui", "Un escroc qui")),
    edit("company for enterprise", PARTY, HOURS, WORDING, ("L’entreprise doit la consigner", "La société doit la consigner")),
    edit("therefore left out", CRITICISM, LOSING, WORDING, ("c’est donc souvent perdre", "c’est souvent perdre")),
    edit("clauses change places", LINKEDIN, CLOSED, WORDING, ("Le jour où votre adresse professionnelle est fermée, vous ne recevez plus les messages de récupération, et", "Vous ne recevez plus les messages de récupération le jour où votre adresse professionnelle est fermée, et")),
    edit("an adverb moves", CLIENT, SAME_DAY, WORDING, ("Prévenez votre responsable le jour même :", "Le jour même, prévenez votre responsable :")),
    edit("it is … that taken away", MAIL, FIRST, WORDING, ("**C’est la boîte mail qu’il faut protéger en premier.**", "**Il faut protéger la boîte mail en premier.**")),
    edit("six in figures", PHONE, SIX_MONTHS, WORDING, ("depuis six mois", "depuis 6 mois")),
    edit("hours written out", PARTY, HOURS, WORDING, ("les 72 heures", "les soixante-douze heures")),
    # Moved, split, joined.
    edit("moved to the end", MAIL, CALL_BACK, NOTHING, (f" {CALL_BACK}", ""), ("il ne reconnaît pas un faux site.", f"il ne reconnaît pas un faux site.\n\n{CALL_BACK}")),
    edit("moved into a list", CHILDREN, HIDING, NOTHING, (f"- {HIDING}\n", ""), ("1. La nuit, les téléphones", f"1. {HIDING}\n1. La nuit, les téléphones")),
    edit("made a quotation", TRUE_OR_FALSE, STAYS, NOTHING, (f"**Faux.** {STAYS} Fermez", f"**Faux.**\n\n> {STAYS}\n\nFermez")),
    edit("made a heading", ID_CARD, BARRED, NOTHING, (f"{BARRED} Écrivez", f"### {BARRED}\n\nÉcrivez")),
    edit("out of the list", CRITICISM, ANGER, NOTHING, (f"1. **Attendez une nuit.** {ANGER}\n2.", f"{ANGER}\n\n1. **Attendez une nuit.**\n2.")),
    edit("split in two", LEAK, NO_LINK, WORDING, ("lien du message : l’annonce", "lien du message. L’annonce")),
    edit("two made one", CLIENT, ANSWER, WORDING, ("le bon chemin. Ensuite, c’est", "le bon chemin ; ensuite, c’est")),
    edit("another sentence put behind it", CRITICISM, ANGER, NOTHING, (ANGER, f"{ANGER} Le matin, tout paraît plus calme.")),
    edit("the paragraph around it rewritten", MAIL, CALL_BACK, NOTHING, ("Un code reçu par SMS est une clé. Personne qui vous appelle n’a de bonne raison de vous le demander", "Nul n’a à connaître vos codes")),
    edit("the headings around it renamed", ID_CARD, BARRED, NOTHING, ("## Barrer la copie", "## Rendre la copie inutilisable")),
    # Something else is said.
    edit("negated", CLIENT, SAME_DAY, CHANGED, ("Prévenez votre responsable le jour même", "Ne prévenez pas votre responsable le jour même")),
    edit("a negation taken away", LEAK, NO_LINK, CHANGED, ("Ne cliquer sur aucun lien du message", "Cliquer sur un lien du message")),
    edit("only the second half of a negation", CLIENT, IMITATED, CHANGED, ("une photo de profil ne prouve rien", "une photo de profil prouve tout")),
    edit("no longer left out", LINKEDIN, CLOSED, CHANGED, ("vous ne recevez plus les messages", "vous recevez les messages")),
    edit("without for with", PHONE, OFFENCE, CHANGED, ("La suivre sans votre accord", "La suivre avec votre accord")),
    edit("one month becomes two", RIGHTS, ONE_MONTH, CHANGED, ("**un mois**", "**deux mois**")),
    edit("a delay in figures", PARTY, HOURS, CHANGED, ("72 heures", "48 heures")),
    edit("days for hours", PARTY, HOURS, CHANGED, ("72 heures", "72 jours")),
    edit("six digits become four", PHONE, SIX_DIGITS, CHANGED, ("six chiffres", "quatre chiffres")),
    edit("at least becomes at most", PHONE, SIX_DIGITS, CHANGED, ("Un code d’au moins six", "Un code d’au plus six")),
    edit("another article of the law", PHONE, OFFENCE, CHANGED, ("article 226-1", "article 226-4")),
    edit("must becomes may", PARTY, HOURS, CHANGED, ("L’entreprise doit la consigner", "L’entreprise peut la consigner")),
    edit("may becomes will", TRUE_OR_FALSE, EXCHANGES, CHANGED, ("vos échanges peuvent être conservés", "vos échanges sont conservés")),
    edit("must is softened", TRUE_OR_FALSE, COOKIES, CHANGED, ("Refuser doit être aussi", "Refuser devrait être aussi")),
    edit("a condition", MAIL, CODES, CHANGED, ("tombe dans l’eau.", "tombe dans l’eau, sauf si vous avez une clé d’accès.")),
    edit("an exception", PHONE, CONTACTS, CHANGED, ("que vous donnez", "que vous donnez, sauf aux messageries")),
    edit("a condition taken away", RIGHTS, PROOF, CHANGED, ("ne peut réclamer un justificatif d’identité que s’il a un doute raisonnable sur vous", "peut réclamer un justificatif d’identité s’il a un doute raisonnable sur vous")),
    edit("often becomes always", CRITICISM, NOT_PUBLISHING, CHANGED, ("souvent le bon, jamais", "toujours le bon, jamais")),
    edit("accept for refuse", PHONE, CONTACTS, CHANGED, ("refuser par défaut, car", "accepter par défaut, car")),
    edit("after for before", PHONE, SIX_MONTHS, CHANGED, ("après avoir fermé", "avant d’avoir fermé")),
    edit("somebody else does it", TRUE_OR_FALSE, STAYS, CHANGED, ("restent chez l’éditeur", "restent chez l’opérateur")),
    edit("another subject", CLIENT, SAME_DAY, CHANGED, ("Prévenez votre responsable le jour", "Prévenez votre assureur le jour")),
    edit("yours becomes theirs", PHONE, OFFENCE, CHANGED, ("sans votre accord", "sans son accord")),
    edit("a word that matters left out", CLIENT, ANSWER, CHANGED, ("c’est le canal officiel qui", "c’est le canal qui")),
    edit("a word that matters put in", ID_CARD, BARRED, CHANGED, ("Une copie barrée ne sert", "Une copie barrée et datée ne sert")),
    edit("who does what, the wrong way round", CLIENT, IMITATED, CHANGED, ("Un compte se vole ou s’imite, et une photo de profil ne prouve rien.", "Une photo de profil se vole ou s’imite, et un compte ne prouve rien.")),
    edit("the not moves", PARTY, ACCEPT, CHANGED, ("accepter d’être photographié n’est pas accepter d’être publié", "ne pas accepter d’être photographié n’est accepter d’être publié")),
    edit("a question", CLIENT, SAME_DAY, CHANGED, ("à porter cela en privé.", "à porter cela en privé ?")),
    edit("struck through", CRITICISM, ANGER, CHANGED, (ANGER, f"~~{ANGER}~~")),
    edit("useful for useless", TRUE_OR_FALSE, "Très bien pour préparer une surprise d’anniversaire, inutile pour disparaître.", CHANGED, ("inutile pour disparaître", "utile pour disparaître")),
    edit("half of it deleted", LEAK, NO_LINK, CHANGED, (" : l’annonce d’une fuite est aussi un excellent appât.", ".")),
    edit("a list turned into what not to do", ID_CARD, DEPOSIT, CHANGED, ("## Avant d’envoyer", "## Ce qu’il ne faut pas faire")),
    edit("wholly rewritten", MAIL, NOTEBOOK, CHANGED, (NOTEBOOK, "Un gestionnaire de mots de passe vous évite tout effort, mais il perd un mot de passe pour chaque site ; vous n’en retenez plus rien.")),
    # Nothing of it is left.
    edit("deleted", CRITICISM, ANGER, GONE, (f" {ANGER}", "")),
    edit("deleted with its list", PHONE, SIX_MONTHS, GONE, ("- [ ] Supprimer celles qui n’ont pas servi depuis six mois, après avoir fermé le compte\n", "")),
    edit("another text in its place", RIGHTS, HONEST, GONE, (HONEST, "La durée figure au contrat.")),
    edit("the page emptied", LINKEDIN, FRAUDSTER, GONE, (FRAUDSTER, "À compléter.")),
    edit("in front of for behind", PARTY, BEHIND, CHANGED, ("passent derrière l’objectif", "passent devant l’objectif")),
    edit("said a second time further on", CRITICISM, ANGER, NOTHING, ("**Enlevez les noms**", f"{ANGER} **Enlevez les noms**")),
)  # fmt: skip
HELD_OUT = EDITS[2::3]
