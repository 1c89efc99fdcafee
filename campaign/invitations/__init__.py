"""Invitations to take part: letters to thousands of people of the site, in waves that an organiser writes and sends.

1. `waves` has a wave and its life, `wave_plans` what organisers write: its words, whom it goes to (`audience`), when and how
   fast (`hours`).
2. Once it is scheduled its people are fixed, a row each (`wave_letters`), by `gathering`, in batches.
3. `sending` marks a row under a lock on the wave, then hands the letter (`composing_waves`) to the mail server. What broke off
   in between is uncertain, and is never sent again by itself.
4. `opt_outs`: who wants no invitations. It stops nothing about her account or her seats.
5. Letters that come back are read by `bounces` out of a pipe or a mailbox (`bounce_mailboxes`), and matched by the signed
   address of `return_paths` alone. Too many of them halt the wave (`halting`).
6. `wave_figures` has what became of it, `expiry` forgets who was written to some months later.

See docs/topics/invitations.md.
"""
