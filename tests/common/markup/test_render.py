import pytest

from common.markup import EmbeddedPicture, Rendered, WikiLink, html_text, render
from tests.common.markup.samples import FULL

pytestmark = pytest.mark.pure
LINKS = {"une page": WikiLink("/wiki/1/une-page/", exists=True), "a ecrire": WikiLink("/wiki/new/", exists=False)}


def rendered(text: str, language: str = "fr") -> str:
    return render(text, links=LINKS, language=language).html


def test_a_whole_text_is_rendered_with_all_that_was_learnt_from_it() -> None:
    result = render(FULL, links=LINKS, language="fr")
    assert isinstance(result, Rendered)
    assert [(heading.level, heading.title) for heading in result.contents] == [
        (2, "Un titre\u00a0: l’essai"),
        (2, "Ce qu’il faut faire"),
    ]
    assert result.links == ("Une page",)
    assert html_text(result.html).startswith("Un titre\u00a0: l’essai\nUne ouverture")
    assert result.excerpt == (
        "Une ouverture assez longue pour être un vrai paragraphe, avec de l’accent et une autre page."
    )


def test_a_table_aligns_its_columns_without_a_style() -> None:
    html = rendered("| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |")
    assert '<td align="left">1</td>' in html
    assert '<td align="center">2</td>' in html
    assert '<td align="right">3</td>' in html
    assert "style" not in html


def test_a_cell_can_hold_a_line_break_and_a_labelled_link() -> None:
    html = rendered("| a |\n|---|\n| [[Une page\\|elle]]<br>x |")
    assert '<a class="wiki" href="/wiki/1/une-page/">elle</a><br>' in html


def test_notes_lead_there_and_back_by_numbered_ids() -> None:
    html = rendered("Ici[^nom] et là[^nom].\n\n[^nom]: La note.")
    assert '<sup id="fnref-1"><a class="footnote-ref" href="#fn-1">1</a></sup>' in html
    assert '<sup id="fnref2-1">' in html
    assert '<li id="fn-1">' in html
    assert 'href="#fnref-1" title="Retour au texte, note 1"' in html
    assert "nom" not in html


def test_the_words_of_a_task_label_its_box() -> None:
    html = rendered("- [ ] À **faire**\n- [x] Fait\n- autre")
    assert '<ul class="task-list">' in html
    assert (
        '<li class="task-list-item"><label><input type="checkbox" disabled=""> À <strong>faire</strong></label>' in html
    )
    assert 'disabled="" checked=""> Fait</label>' in html
    assert "<li>autre</li>" in html


def test_tasks_can_stand_apart_and_hold_others() -> None:
    html = rendered("- [ ] un\n\n- [ ] deux\n\n    - [x] trois")
    assert html.count("<label>") == html.count("</label>") == 3
    assert "<p><label>" in html


def test_struck_words_are_not_taken_for_removed_ones() -> None:
    assert rendered("~~non~~ oui") == "<p><s>non</s> oui</p>"


def test_admonitions_have_few_kinds_and_a_title_in_the_language_of_the_text() -> None:
    assert '<div class="admonition tip">\n<p class="admonition-title">Conseil</p>' in rendered("!!! conseil\n    a")
    assert '<div class="admonition warning">\n<p class="admonition-title">Take care</p>' in rendered(
        "!!! warning\n    a", "en"
    )
    assert '<div class="admonition note">' in rendered("!!! btn-danger\n    a")
    assert '<p class="admonition-title">À moi</p>' in rendered('!!! tip "À moi"\n    a')
    assert "admonition-title" not in rendered('!!! tip ""\n    a')


def test_definitions_fenced_code_and_hard_breaks() -> None:
    assert "<dt>Terme</dt>\n<dd>Définition</dd>" in rendered("Terme\n:   Définition")
    assert rendered("```\na < b\n```") == "<pre><code>a &lt; b\n</code></pre>"
    assert "a<br>\nb" in rendered("a  \nb")
    assert "<br>" not in rendered("a\nb")


def test_bare_addresses_become_links_without_the_signs_that_follow() -> None:
    html = rendered("Voir https://example.org/a(b)?c=1, 17cyber.gouv.fr ; ou aide@example.fr.")
    assert '<a href="https://example.org/a(b)?c=1" rel="nofollow noopener noreferrer">' in html
    assert '<a href="https://17cyber.gouv.fr" rel="nofollow noopener noreferrer">17cyber.gouv.fr</a>' in html
    assert '<a href="mailto:aide@example.fr">aide@example.fr</a>.' in html


def test_an_email_address_in_angles_is_a_link() -> None:
    link = '<p><a href="mailto:aide%2Bwiki@example.fr">aide+wiki@example.fr</a></p>'
    assert rendered("<aide+wiki@example.fr>") == rendered("<mailto:aide+wiki@example.fr>") == link


@pytest.mark.parametrize("text", ["http://moi@example.org/", "/images/a@example.fr", "a@b@example.fr", "x@example"])
def test_what_only_holds_the_sign_of_an_email_address_is_none(text: str) -> None:
    assert "mailto:" not in rendered(text)


def test_a_word_without_end_costs_no_more_than_its_length() -> None:
    """bleach looked for an email address from each of its letters: ten thousand took three seconds, the bound of a text."""
    assert rendered("x" * 60_000) == f"<p>{'x' * 60_000}</p>"


def test_a_character_by_its_number_is_shown_as_it_was_escaped() -> None:
    assert rendered("&amp;#97; x") == "<p>&amp;#97&nbsp;; x</p>"


def test_a_missing_space_after_a_full_stop_is_no_address() -> None:
    assert "<a" not in rendered("C’est la fin.Il faut partir. Ouvrir notes.md ou `example.org`.")


def test_an_address_begins_where_it_begins_also_in_japanese() -> None:
    address = '<a href="https://service-public.fr" rel="nofollow noopener noreferrer">service-public.fr</a>'
    assert address in rendered("2025年まではservice-public.fr）、法律")
    assert "<a" not in rendered("Le téléservice-public.fr n’est pas une adresse.")


def test_an_image_alone_is_a_figure_with_its_title_as_caption() -> None:
    assert rendered('![Schéma](/media/1/a.png "Légende : ici")') == (
        '<figure><img alt="Schéma" src="/media/1/a.png"><figcaption>Légende&nbsp;: ici</figcaption>\n</figure>'
    )
    assert "<figure>" not in rendered("Mot ![a](/media/1/a.png)")


def test_an_image_from_elsewhere_becomes_a_link_with_its_text() -> None:
    html = rendered("Voir ![le schéma](https://example.org/x.png).")
    assert '<a href="https://example.org/x.png" rel="nofollow noopener noreferrer">le schéma</a>.' in html
    assert "<img" not in html
    assert rendered("[![b](https://example.org/b.png)](https://example.org/)").count("<a ") == 1
    assert rendered("![c](data:image/png;base64,AA)") == "<p><span>c</span></p>"


TOKEN = "/media/images/0123456789abcdef"
ADDRESS = f"{TOKEN}/ecran.webp"
PICTURE = EmbeddedPicture(960, 640, ((480, f"{TOKEN}/480/ecran.webp"), (960, ADDRESS)), "Un écran", "Photo : Karim")


def picture_in(text: str, picture: EmbeddedPicture = PICTURE) -> str:
    return render(text, images={ADDRESS: picture}, language="fr").html


def test_a_picture_of_the_site_has_its_size_its_widths_and_its_credit() -> None:
    html = picture_in(f"![]({ADDRESS})")
    assert 'width="960"' in html and 'height="640"' in html and "loading" not in html
    assert f'srcset="{TOKEN}/480/ecran.webp 480w, {ADDRESS} 960w"' in html
    assert '<figcaption><span class="credit">Photo&nbsp;: Karim</span></figcaption>' in html
    assert "<figcaption>Le bouton <span" in picture_in(f'![x]({ADDRESS} "Le bouton")')
    assert "<figcaption>" not in picture_in(f"![]({ADDRESS})", EmbeddedPicture(300, 200, ((300, ADDRESS),)))
    assert "srcset" not in picture_in(f"![]({ADDRESS})", EmbeddedPicture(300, 200, ((300, ADDRESS),)))


def test_what_a_text_says_of_a_picture_goes_before_what_the_picture_says() -> None:
    assert 'alt="Un écran"' in picture_in(f"![]({ADDRESS})")
    assert 'alt="Le bouton"' in picture_in(f"Ici ![Le bouton]({ADDRESS}).")
    assert "Photo" not in picture_in(f"Ici ![Le bouton]({ADDRESS}).")


def test_a_picture_that_is_gone_is_its_words() -> None:
    assert rendered(f"![Le bouton]({ADDRESS})") == '<p><span class="missing">Le bouton</span></p>'
    assert "<img" not in picture_in("![x](/media/images/ffffffffffffffff/x.webp)")


@pytest.mark.parametrize(
    "odd",
    [
        EmbeddedPicture(1, 1, ((1, 'x" onerror="alert(1)'), (2, ADDRESS))),
        EmbeddedPicture(1, 1, ((1, "https://example.org/x.webp"), (2, ADDRESS))),
        EmbeddedPicture(1, 1, ((1, "//example.org/x.webp"), (2, "javascript:alert(1)"))),
    ],
)
def test_no_width_of_a_picture_comes_from_elsewhere(odd: EmbeddedPicture) -> None:
    html = picture_in(f"![x]({ADDRESS})", odd)
    assert "srcset" not in html and "example.org" not in html and "alert" not in html


def test_a_few_html_tags_are_kept_and_all_others_are_shown_as_typed() -> None:
    assert rendered("H<sub>2</sub>O <kbd>Ctrl</kbd> x<sup>2</sup><br/>y") == (
        "<p>H<sub>2</sub>O <kbd>Ctrl</kbd> x<sup>2</sup><br>\ny</p>"
    )
    assert '<abbr title="à savoir">abr.</abbr>' in rendered('<abbr title="à savoir">abr.</abbr>')
    assert rendered('<b class="btn">x</b>') == '<p>&lt;b class="btn"&gt;x&lt;/b&gt;</p>'


def test_hidden_characters_do_not_come_in_by_their_number() -> None:
    html = rendered("a&#x202e;b&#8238;c&#0;d&#xD800;e&#169;f&nbsp;g")
    assert html == "<p>abcde©f&nbsp;g</p>"


def test_a_prefix_keeps_the_ids_of_several_texts_apart() -> None:
    html = render("## Titre\n\na[^1]\n\n[^1]: b", prefix="tip-7", language="fr").html
    assert 'id="h-tip-7-titre"' in html
    assert 'id="fn-tip-7-1"' in html
    assert 'href="#fn-tip-7-1"' in html
    assert 'id="fnref-tip-7-1"' in html


def test_nothing_of_one_text_is_left_in_the_next() -> None:
    first = render(FULL, links=LINKS, language="fr")
    render("## Un titre : l'essai\n\n[[Autre]] [^1]\n\n[^1]: autre", language="fr")
    assert render(FULL, links=LINKS, language="fr") == first
