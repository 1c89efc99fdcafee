"""A campaign of a small company: what its people wrote, in English first, and in French as its translator says it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Question:
    short_title: str
    question: str
    in_french: str
    short_in_french: str


@dataclass(frozen=True)
class Advice:
    """A page of the wiki, the tip that is made of it, and the tip in French. `theme` is the number of its question."""

    theme: int
    title: str
    body: str
    french_title: str
    french_body: str


QUESTIONS = (
    Question(
        "Meetings",
        "How do we give each other back an hour a day?",
        "Comment nous rendre une heure par jour ?",
        "Réunions",
    ),
    Question(
        "Client files", "Who may see what a client told us?", "Qui peut voir ce qu’un client nous a dit ?", "Dossiers"
    ),
    Question(
        "Two offices",
        "How do Geneva and London stay one team?",
        "Comment Genève et Londres restent-elles une équipe ?",
        "Deux bureaux",
    ),
)

ADVICE = (
    Advice(
        1,
        "Say what the meeting will decide",
        "An invitation says in one sentence what will be decided. If nobody can write that sentence, a message "
        "is enough.",
        "Dites ce que la réunion décidera",
        "L’invitation dit en une phrase ce qui sera décidé. Si personne ne peut écrire cette phrase, un message "
        "suffit.",
    ),
    Advice(
        1,
        "End at ten to",
        "A meeting that is booked for an hour ends after fifty minutes. The next one then begins on time, and "
        "everybody has "
        "had a glass of water.",
        "Finissez dix minutes avant l’heure",
        "Une réunion prévue pour une heure dure cinquante minutes. La suivante commence à l’heure, et chacun a "
        "pu boire un "
        "verre d’eau.",
    ),
    Advice(
        1,
        "Invite those who decide, write to the others",
        "Five people decide better than twelve. The notes go to the seven others the same day, with what was "
        "decided at the top.",
        "Invitez ceux qui décident, écrivez aux autres",
        "On décide mieux à cinq qu’à douze. Les sept autres reçoivent le compte rendu le jour même, la décision "
        "en tête.",
    ),
    Advice(
        1,
        "Keep Friday mornings free",
        "No standing meeting on Friday mornings, in either office: it is when claims files get read from "
        "beginning to end.",
        "Gardez le vendredi matin libre",
        "Pas de réunion régulière le vendredi matin, ni à Genève ni à Londres : c’est là qu’on lit un dossier "
        "de sinistre en "
        "entier.",
    ),
    Advice(
        2,
        "Open a file because you handle it",
        "Curiosity is not a reason, even for a well-known name. Each opening is logged, and the client may ask "
        "to see the log.",
        "N’ouvrez un dossier que si vous le traitez",
        "La curiosité n’est pas une raison, même pour un nom connu. Chaque ouverture est enregistrée, et le "
        "client peut "
        "demander à voir ce registre.",
    ),
    Advice(
        2,
        "Send a link, never the file",
        "A file that was sent once is in six mailboxes by the evening. A link can be closed when the question "
        "is answered.",
        "Envoyez un lien, jamais le fichier",
        "Un fichier envoyé une fois se trouve le soir dans six boîtes aux lettres. Un lien se ferme quand la "
        "question est réglée.",
    ),
    Advice(
        2,
        "Call back on the number in the file",
        "Somebody asks by telephone for the state of a claim: take the name, hang up, and call the number that "
        "the file has.",
        "Rappelez au numéro du dossier",
        "Quelqu’un demande par téléphone où en est un sinistre : notez le nom, raccrochez et rappelez au numéro "
        "qui figure au "
        "dossier.",
    ),
    Advice(
        2,
        "Talk about cases without names",
        "In the lift, in the train and at lunch a case has no name, no town and no amount. It stays just as "
        "instructive.",
        "Parlez des cas sans les nommer",
        "Dans l’ascenseur, dans le train et à table, un cas n’a ni nom, ni ville, ni montant. Il reste tout "
        "aussi instructif.",
    ),
    Advice(
        3,
        "Write both times",
        "“At ten” means two different hours. Write “10:00 in Geneva, 9:00 in London”, also in the title of an "
        "invitation.",
        "Écrivez les deux heures",
        "« À dix heures » désigne deux moments différents. Écrivez « 10 h à Genève, 9 h à Londres », aussi dans "
        "le titre d’une "
        "invitation.",
    ),
    Advice(
        3,
        "One person on a screen, everybody on a screen",
        "When one colleague joins from the other office, all open their laptops. Nobody has to guess who has "
        "just laughed.",
        "Une personne à l’écran, tout le monde à l’écran",
        "Dès qu’une collègue se joint à distance, chacun ouvre son ordinateur. Personne ne doit deviner qui "
        "vient de rire.",
    ),
    Advice(
        3,
        "Hand over in writing, in three lines",
        "What is done, what is open, who is waiting. Whoever takes over in the other office begins without a call.",
        "Passez la main par écrit, en trois lignes",
        "Ce qui est fait, ce qui reste ouvert, qui attend. Qui reprend le dossier dans l’autre bureau commence "
        "sans appeler.",
    ),
    Advice(
        3,
        "Sit at the other desk once a year",
        "Two days in the other office explain a year of messages. Ask your manager: the travel budget has a "
        "line for it.",
        "Asseyez-vous une fois par an à l’autre bureau",
        "Deux jours dans l’autre bureau expliquent un an de messages. Parlez-en à votre responsable : le budget "
        "des voyages le "
        "prévoit.",
    ),
)

EDITORIAL = (
    "Thirty of us, twelve things",
    "For two months we wrote down what makes a day at work easier, in Geneva and in London. Colleagues read "
    "each other, disagreed, "
    "and kept what they had tried themselves. Take one of these twelve things, try it for a week, and tell your "
    "neighbour.",
    "Trente personnes, douze choses",
    "Pendant deux mois, nous avons noté ce qui rend une journée de travail plus facile, à Genève et à Londres. "
    "Chacun a relu les "
    "autres, les a contredits parfois, et nous avons gardé ce qui avait été essayé. Choisissez l’une de ces "
    "douze choses, "
    "essayez-la une semaine, et parlez-en à votre voisin.",
)
NUANCE = "It also works the other way round: when I cannot write the sentence, I cancel the meeting that I was "
"about to call."
FRENCH_COVER = ("De meilleures journées au travail", "douze choses que nous avons apprises les uns des autres")

SITES = ("Geneva", "London")
DEPARTMENTS = ("Claims", "Underwriting", "Client service", "Finance", "IT")
NAMES = (
    "Anne Favre",
    "Oliver Hughes",
    "Léa Rochat",
    "Priya Shah",
    "Marc Perret",
    "Emily Clarke",
    "Zoé Bonvin",
    "Daniel Okafor",
    "Nicolas Chappuis",
    "Hannah Reid",
    "Sandrine Jaquet",
    "Thomas Ward",
    "Chloé Monnier",
    "James Patel",
    "Luc Berthoud",
    "Grace Morgan",
    "Inès Delaloye",
    "Callum Fraser",
    "Yves Grandjean",
    "Aisha Rahman",
    "Élodie Martin",
    "Elodie Martin",
    "Paul Cretton",
    "Sophie Turner",
    "Alain Duc",
    "Maria Costa",
    "Julien Blanc",
    "Kate O’Brien",
    "Nadia Benali",
    "Peter Lang",
)


def in_french(title: str) -> tuple[str, str]:
    """Returns the French title and text of a tip, a question or the editorial by its English title; no text for a question."""
    texts = {one.title: (one.french_title, one.french_body) for one in ADVICE}
    texts |= {one.question: (one.in_french, "") for one in QUESTIONS}
    return (texts | {EDITORIAL[0]: EDITORIAL[2:]})[title]


def people_csv() -> str:
    """Returns thirty people as a personnel office exports them: semicolons, one editor and one translator among them."""
    lines = ["name;address;site;department;language;role"]
    for number, name in enumerate(NAMES):
        site = SITES[number % 2]
        role = {1: "editor", 2: "translator"}.get(number, "")
        language = "fr" if site == "Geneva" else "en"
        lines.append(f"{name};person{number + 1}@helvia.example;{site};{DEPARTMENTS[number % 5]};{language};{role}")
    return "\n".join(lines) + "\n"
