"""Videos, training sessions, invitations in waves."""

from tests.contracts.rights.roles import EDITORS, EVERYBODY, SIGNED_IN

GET: dict[str, set[str]] = {
    "videos:videos": SIGNED_IN,
    "videos:video_file": SIGNED_IN,
    "videos:track": SIGNED_IN,
    "videos:video_new": EDITORS,
    "videos:video_edit": EDITORS,
    "training:sessions": SIGNED_IN,
    "training:own_sessions": SIGNED_IN,
    "training:session": SIGNED_IN,
    "training:session_file": SIGNED_IN,
    "training:session_new": EDITORS,
    "training:session_edit": EDITORS,
    "training:session_history": EDITORS,
    "training:session_cancel": EDITORS,
    "training:registrations": EDITORS,
    "training:room": EVERYBODY,  # the code in the address says what it opens
    "training:room_list": EVERYBODY,
    "room_short": EVERYBODY,
    "training:room_desk": EDITORS,
    "training:room_desk_list": EDITORS,
    "training:speaker": EDITORS,
    "training:speaker_list": EDITORS,
    "training:check_in": EDITORS,
    "training:check_in_list": EDITORS,
    "training:check_in_worker": EDITORS,
    "training:attendance": EDITORS,
    "training:session_summary": EDITORS,
    "training:attendance_csv": EDITORS,
    "training:slides": EDITORS,
    "training:slides_file": SIGNED_IN,
    "invitations:waves": EDITORS,
    "invitations:wave_new": EDITORS,
    "invitations:wave": EDITORS,
    "invitations:wave_words": EDITORS,
    "invitations:wave_plan": EDITORS,
    "invitations:wave_count": EDITORS,
    "invitations:wave_letters": EDITORS,
    "invitations:own_choice": SIGNED_IN,
    "invitations:opt_out": EVERYBODY,  # the signature in the address says who opts out
    "training:attendance_pdf": EDITORS,
}

# Answered to POST alone; for the others, whoever may GET the form may also send it.
POST: dict[str, set[str]] = {
    "training:session_register": SIGNED_IN,
    "training:session_leave": SIGNED_IN,
    "training:session_name": SIGNED_IN,
    "training:registration_remove": EDITORS,
    "training:room": EVERYBODY,
    "training:room_desk": EDITORS,
    "training:speaker": EDITORS,
    "training:check_in_acts": EDITORS,
    "training:attendance_name": EDITORS,
    "training:slides": EDITORS,
    "training:slides_remove": EDITORS,
    "invitations:wave_preview": EDITORS,
    "invitations:wave_act": EDITORS,
    "invitations:letter_again": EDITORS,
}
