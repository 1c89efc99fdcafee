"""Texts and questions in the words that the index knows: one analyser for both, the same on every database."""

from search.analysis.letters import NAMELESS, bare, fold, prepare, prepared_word
from search.analysis.words import Word, analyse, clauses_of, pieces

__all__ = ["NAMELESS", "Word", "analyse", "bare", "clauses_of", "fold", "pieces", "prepare", "prepared_word"]
