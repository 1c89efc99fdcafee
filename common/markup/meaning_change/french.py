"""French, as sentences of advice are written in it."""

from common.markup.meaning_change.lexicon import Lexicon, groups, numbered, words

# The first of a line is what all of them count as.
TELLING = groups("""
ne n
pas point
plus davantage
moins
jamais
aucun aucune aucuns aucunes nul nulle nuls nulles
sans
ni
rien
personne
guere
sauf excepte hormis
seul seule seuls seules seulement uniquement
non
oui
vrai vraie vrais vraies
faux fausse fausses
peu
beaucoup
trop
assez
tout toute tous toutes
chaque chacun chacune
certain certains certaines
quelque quelques
plusieurs
plupart
souvent frequemment
parfois quelquefois
toujours
rarement
generalement habituellement
presque quasiment quasi
environ approximativement
deja
encore
meme memes
autre autres autrui
pouvoir peut peuvent pouvez peux pouvons pu puisse puissent
pourra pourront pourrez pourras pourrons
pourrait pourraient pourriez pourrais
pouvait pouvaient pouviez pouvais
devoir doit doivent devez dois devons doive
devra devront devrez devras devrons
devrait devraient devriez devrais
devait devaient deviez devais
falloir faut faille
faudra
faudrait fallait
sera seront serez serons seras serai aura auront aurez aurons auras aurai
etait etaient etiez etions etais fut furent avait avaient aviez avions avais eut eurent
serait seraient seriez serions serais aurait auraient auriez aurions aurais
ete
si sinon
ou
quand lorsque lorsqu
car puisque puisqu
pour
contre
avec
avant
apres
pendant durant
depuis
desque
jusque jusqu
sous
sur
dans
hors
chez
vers
par
entre
puis ensuite
abord
il elle ils elles lui eux
je j me m moi
vous tu te t toi
nous on
?
""")
SILENT = words("""
a ai aient ainsi ait alors as aussi avez avoir avons bien bref c ca ce ceci cela cependant ces cet cette d' des donc
dont egalement en enfin es est et etes etre l la laquelle le lequel les lesquelles lesquels mais neanmoins oh ont or
pourtant qu que qui quoi s se simplement soient soit sommes sont suis tel telle toutefois tres un une voici voila
vraiment y
""")
SOFT = groups("""
de d du
a au aux
mon ma mes
votre vos ton ta tes
son sa ses leur leurs
notre nos
""")
NUMBERS = numbered("zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize")
NUMBERS |= {"vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
NUMBERS |= {"cent": 100, "cents": 100, "mille": 1000, "million": 10**6, "millions": 10**6, "milliard": 10**9}
PHRASES = (
    (r"e-mails?\b|\bcourriers? electroniques?\b", "courriel"),
    (r"week-end", "weekend"),
    (r"aujourd'hui", "aujourdhui"),
    (r"parce qu(?:e\b|')", "car "),
    (r"\bafin (?:de\b|d'|que\b|qu')", "pour "),
    (r"\bs'(?=ils?\b)", "si "),
    (r"des (?:lors )?qu(?:e\b|')", "desque "),
    (r"au cas ou\b", "si "),
    (r"pour cent\b", "%"),
    (
        r"\b(?:il|ils) (?=(?:ne |n')?(?:faut|faudra|faudrait|suffit|convient|existe|importe|vaut mieux|y a|s'agit)\b)",
        "",
    ),
    (r"\bl'on\b", "on"),
    (r"-t-(?=il|elle|on)", " "),
    (r"en effet|d'ailleurs|par ailleurs|en outre|de plus,", ""),
    (r"a l'exception d(?:es?\b|u\b|')", "sauf "),
    (r"mots? de passe", "motdepasse"),
    (r"de nouveau|a nouveau", "anouveau"),
    (r"tout de suite|sans attendre|sans delai", "immediatement"),
)
SYNONYMS = groups("""
mail courriel mel email
photo photographie cliche
portable mobile smartphone
ordinateur pc
supprimer effacer
fraudeur escroc arnaqueur
fraude escroquerie arnaque
entreprise societe compagnie
salarie employe collaborateur
debuter commencer demarrer
finir terminer achever
immediatement aussitot
gratuitement gratis
prevenir avertir alerter
montrer afficher
utiliser employer
utilisation usage emploi
envoyer adresser expedier
recevoir obtenir
rapidement vite promptement
facile simple aise
facilement aisement
difficile complique
important essentiel primordial
necessaire indispensable
probleme difficulte souci
enfant gamin
adolescent ado
information renseignement info
donner fournir
conserver garder
choisir selectionner
verifier controler
demander reclamer solliciter
repondre repliquer
euro €
internaute utilisateur
pirate hacker
lien hyperlien
telephoner appeler
rappeler recontacter
activer enclencher
acheter acquerir
vendre ceder
dangereux perilleux
danger peril
copie reproduction
""")
TWINS = words("""
abondement abonnement accepter acheter achever adapter admettre adopter affermer affirmer annuel annulee arreter
attester changer charger commettre compte comte conserver consoler consulter converser courir cousin coussin couvrir
crediter debiter deferer demander demanteler desert dessert dessous dessus detenir devenir diffamer differer diffuser
emettre excepter exclure exporter externe garantir garnir importer inclure infecter injecter interne inventer investir
libre livrer manuel mensuel omettre partager partir parvenir permettre poison poisson pourvoir pouvoir prelevement
prevenir prevoir prive privee promettre public publie relevement remettre retenir revenir signaler signer signifier
soigner soumettre transmettre
""")
ENDINGS = words("""
ai al ale ales as aux e ee ees ent er es euse euses eux ez i ie ies if ifs ir is ise ises issent issez it ite ites ive
ives le les ne nes nt ons r ra re rent rez rons ront s t te tes ts u ue ues us x z
""") | {""}
IRREGULAR = (
    r"(?:ient|iens|iennent|enez|enons|enir|enus?|enues?)$",
    r"(?:prend|prends|prenez|prenons|prennent|prendre)$",
    r"(?:mets?|mettez|mettons|mettent|mettre)$",
    r"(?:fais|fait|faites|faisons|font|faire)$",
    r"(?:dis|dit|dites|disons|disent|dire)$",
    r"(?:vois|voit|voyez|voyons|voient|voir)$",
    r"^(?:sais|sait|savez|savons|savent|savoir)$",
    r"^(?:veux|veut|voulez|voulons|veulent|vouloir)$",
    r"^(?:vais|va|vas|allez|allons|vont|aller)$",
    r"(?:ecris|ecrit|ecrivez|ecrivons|ecrivent|ecrire)$",
    r"(?:lis|lit|lisez|lisons|lisent|lire)$",
    r"(?:crois|croit|croyez|croyons|croient|croire)$",
    r"(?:cois|coit|cevez|cevons|coivent|cevoir)$",
    r"(?:oyer|oyez|oyons|oie|oies|oient)$",
    r"(?:ayer|ayez|ayons|aie|aies|aient)$",
    r"(?:dors|dort|dormez|dormons|dorment|dormir)$",
    r"(?:sers|sert|servez|servons|servent|servir)$",
    r"(?:pars|part|partez|partons|partent|partir)$",
    r"(?:suis|suit|suivez|suivons|suivent|suivre)$",
    r"(?:vis|vit|vivez|vivons|vivent|vivre)$",
    r"(?:perds?|perdez|perdons|perdent|perdre)$",
    r"(?:ends?|endez|endons|endent|endre)$",
    r"(?:onds?|ondez|ondons|ondent|ondre)$",
    r"(?:ouvres?|ouvrez|ouvrons|ouvrent|ouvrir)$",
    r"(?:offres?|offrez|offrons|offrent|offrir)$",
    r"(?:connais|connait|connaissez|connaissons|connaissent|connaitre)$",
    r"(?:parais|parait|paraissez|paraissent|paraitre)$",
    r"(?:ains|aint|aignez|aignons|aignent|aindre)$",
    r"(?:ets|et|ette|ettes|etent|ettent|eter|etez)$",
    r"(?:el|elle|elles|elez|elons|ellent|eler)$",
)
BY_ACCENTS = words("""
baill chass colon cot crepe foret hal jeun matin matur pech recre reform repart resign rod secret tach
""")
FRENCH = Lexicon(
    telling=TELLING,
    silent=SILENT,
    soft=SOFT,
    numbers=NUMBERS,
    ones=words("un une"),
    units=words("an annee ans caractere chiffre euro fois heure jour minute mois seconde semaine seul seule"),
    phrases=PHRASES,
    synonyms=SYNONYMS,
    twins=TWINS,
    endings=ENDINGS,
    irregular=IRREGULAR,
    openers=words("""
a apres au aux avant avec car ce chez comme dans depuis des desque en jusqu jusque la le lorsqu lorsque malgre pendant
pour puisqu puisque quand sans selon si sous sur
"""),
    joining=words("et ou mais puis"),
    denying=words("ne n"),
    completing=words("aucun aucune guere jamais pas personne point rien"),
    restricting=words("que qu"),
    turning=words("""
aucun contre danger autorise autorisee autorises dangers erreur erreurs eviter evitez faux interdit interdite interdits
jamais ne ni
non oui pas permis proscrire refuser refusez rien risques sans sauf seul vrai
"""),
    framing=words("""
falloir faudrait devoir faire faites fait eviter evitez interdit interdite interdits interdire autorise autorises permis
proscrire vrai faux oui non erreur erreurs danger dangers risques
"""),
    told_apart_by_accents=tuple(sorted(BY_ACCENTS)),
    stemmer="french",
)
