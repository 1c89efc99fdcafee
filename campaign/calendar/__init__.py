"""The calendar: the phases of the campaign, and what they let people do.

`phases` has a phase and what administrators do with it. `rights` alone says what is open at a moment; `closed_windows` says
why something is not, and `late_forms` makes a draft of what comes too late. `situation` is the one sentence of home,
`announcements` what people are told when a phase begins. `usual_phases` proposes a calendar, and `phase_forms` and
`phase_act_forms` are what administrators fill in.

See docs/topics/settings-and-calendar.md.
"""
