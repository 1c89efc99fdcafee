"""Attempts as xAPI statements to a learning record store, where a setting names one.

`statement_texts` words them, `interactions` says what an item asks; `outbox` notes them in the transaction of what they tell,
and `statement_delivery` sends them by `record_store`. Version 1.0.3: https://github.com/adlnet/xAPI-Spec.
"""
