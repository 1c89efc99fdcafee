"""What an editor types who writes an item of the sample."""

from __future__ import annotations

from guide.course_parts import ItemParts


def fields_of(kind: str, parts: ItemParts) -> dict[str, str]:
    """What somebody types who writes these parts."""
    sent = {"situation": parts.situation, "question": parts.question, "explanation": parts.explanation}
    sent |= {f"category_{number}": one for number, one in enumerate(parts.categories, 1)}
    for number, one in enumerate(parts.answers, 1):
        sent |= {f"text_{number}": one.text, f"feedback_{number}": one.feedback}
        sent |= {f"partner_{number}": one.partner} if kind == "match" else {}
        sent |= {f"belongs_{number}": "1" if one.is_right else "2"} if kind == "sort" else {}
        if one.is_right and kind in {"choice", "choices"}:
            sent |= {"right": str(number)} if kind == "choice" else {f"right_{number}": "on"}
    for number, turn in enumerate(parts.turns, 1):
        sent[f"turn_{number}"] = turn.text
        for place, reply in enumerate(turn.replies, 1):
            mark = f"{number}_{place}"
            sent |= {
                f"reply_{mark}": reply.text,
                f"feedback_{mark}": reply.feedback,
                f"next_{mark}": str(reply.next_turn),
            }
            sent |= {f"right_{mark}": "on"} if reply.is_right else {}
    return sent
