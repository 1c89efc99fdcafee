"""Texts and questions in the words that the index knows: one analyser for both, the same on every database."""

from search.analysis.analyzer import Word, analyse, clauses_of, pieces
from search.analysis.normalization import NAMELESS, bare, fold, prepare, prepared_word

__all__ = ["NAMELESS", "Word", "analyse", "bare", "clauses_of", "fold", "pieces", "prepare", "prepared_word"]
