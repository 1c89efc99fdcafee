"""Questions asked in the room of a training session, by anybody who has its code, and without a person stored.

`models` has the verbs, `voters` the random number in a cookie by which one votes once, `room_limits` the limits against
floods, `live_list` the answer to a screen that asks every few seconds what is new. See docs/topics/training.md.
"""
