"""What people are told: under the bell, at their next page, by e-mail (`mail`).

1. A notification is a row for each person who does not know its key yet, and raises the count on her row (`querysets`).
   `kind_wordings` has the words of each kind, from which `notification_text` makes a sentence when it is shown; `grouping`
   groups them by place.
2. /notifications/<pk>/ opens one: it counts as read, and leads on. Letters lead there too.
3. `conceal` and `reveal` follow what is hidden and shown: a place, a comment, one version.
4. `mail.scheduling` decides who gets which letter, `composing` writes it at the last moment, `delivery` marks it, hands
   it over and marks it again: at once by the worker, the rest by run_periodic.
5. Letters about an account (a new password) wait in the same outbox: `account_adapter` puts them there for allauth.
   Nobody stops them.

See docs/topics/notifications.md.
"""
