"""Words that are in every text and tell none from another, elided articles and question words among them."""

from __future__ import annotations

from search.analysis.normalization import bare, prepare

_FRENCH = """
a à ai aie aient ait alors apres après as au aucun aucune aussi autre autres aux avec avoir avait avaient avez avons c
ça car ce ceci cela celle celles celui ces cet cette ceux chez ci combien comme comment d dans de des dès dis dit doit
dois doivent donc dont du elle elles en encore entre es est et étaient était été être êtes eu eux fait faire faites
fallait faut font hui il ils j je jusqu l la là le les leur leurs lorsqu lui m ma mais me même mes mieux moi moins mon
n ne ni nos notre nous on ont ou où par parce pas peu peut peux peuvent plus pour pourquoi pouvez presque puis puisqu
qu quand que quel quelle quelles quels quelqu quelque quelques qui quoi quoiqu s sa sans se sera ses si soit sommes
son sont sous suis sur t ta tel telle tes toi ton toujours tous tout toute toutes tu un une vas va vais vers veut veux
voici voilà vos votre vous vraiment vu y aujourd très fois
"""
_ENGLISH = """
a about after all also am an and any are as at be been before but by can could d did do does doing don for from had
has have he her here hers him his how i if in into is isn it its just ll m me more most my no not of off on or our out
own re s same she should so some such t than that the their them then there these they this those to too up us ve was
we were what when where which while who whom why will with would you your yours
"""
_ITALIAN = """
a ad agli ai al all alla alle allo anche anzi avere avete aveva c che chi ci ciò coi col come con cosa cui d da dagli
dai dal dall dalla dalle dallo degli dei del dell della delle dello deve devo di dopo dove e è ed era essere fa fare
fra gli ha hai hanno ho i il in io l la le lei li lo loro lui ma me mi mia mie miei mio ne negli nei nel nell nella
nelle nello no noi non nostra nostro o od ogni per perché più poi può puoi quale quali quando quanto quel quell quella
quelle quello questa queste questi questo quest qui s se sei senza si sia siamo sono sta su sua sue sugli sui sul sull
sulla sulle sullo suo suoi t te ti tra tu tua tue tuo tuoi tutti tutto un una uno v va vi voi vostra vostre vostri
vostro
"""


def _with_bare(words: str) -> frozenset[str]:
    """As they are written, and as people type them who leave the accents out."""
    prepared = {prepare(word) for word in words.split()}
    return frozenset(prepared | {bare(word) for word in prepared})


STOP_WORDS = {"fr": _with_bare(_FRENCH), "en": _with_bare(_ENGLISH), "it": _with_bare(_ITALIAN)}
