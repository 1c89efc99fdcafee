"""Texts that several tests read."""

from pathlib import Path

FULL = """# Un titre : l'essai

Une ouverture assez longue pour être un vrai paragraphe, avec *de l'accent* et [[Une page|une autre page]].

## Ce qu'il faut faire[^1]

- [ ] À faire, **vite**
- [x] Fait

1. un
2. deux
    - dedans

| Qui | Combien |
|:--|--:|
| [[Une page\\|elle]] | 1<br>2 |
| ~~personne~~ | `[[Rien]]` |

!!! conseil
    Un conseil[^1], et un lien : https://example.org/a(b)?c=1&d=2.

!!! danger "Titre à moi"
    Attention.

Terme
:   Définition

![Un schéma](/media/images/1/schema.png "La légende")

Une ![image d'ailleurs](https://example.org/x.png) et <kbd>Ctrl</kbd>, H<sub>2</sub>O, <abbr title="à savoir">abr.</abbr>

```
code : « brut » <b>
```

> Cité.

[^1]: La note.
"""

AWKWARD = (
    "<script>alert(1)</script>",
    "<div>\n\n<p>a\n\n</div>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><mi//xlink:href='data:x,<script>alert(4)</script>'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    '<a href="javascript:alert(1)">x</a> [y](javascript:alert(1)) [z](JaVaScRiPt:alert(1)) <javascript://%0aalert(1)>',
    "[a](data:text/html,x) [b](vbscript:x) [c](//example.org/x) [d](/\\example.org) [e](java&#10;script:x)",
    '[a](https://example.org "x\\" onmouseover=alert(1) y=\\"") ![b](/media/x.png "\\" onload=x")',
    "![a](https://example.org/x.png) ![b](/media/../x.png) ![c](//example.org/x.png) ![d](data:image/png;base64,AA)",
    '<h2 id="main" class="btn">x</h2> <p style="color:red" onclick="x">y</p>',
    "| a | b |\n|---|---|\n| <td> | </table> |\n| [x](y | z) | `|` |",
    "*a **b* c** ~~d *e~~ f*",
    "1. a\n- b\n\n    c\n\n        d\n> e\n- > f\n    > g",
    '[^a]: x\n\n[^"><img src=x>]: y\n\n[^a] [^"><img src=x>] [^a]',
    '!!! note class-x "<b>t</b>"\n    a\n\n!!! inconnu\n    b',
    "&#x202e;a&#0;b&#xd800;c &lt;script&gt; &amp;lt; &nbsp; & &x;",
    "<!-- c --> <?php x ?> <![CDATA[x]]> <a@example.org> <https://example.org/<b>>",
    "a\n: b\n\n:   c\n\nd\n:   e\n    f\n\n        g",
    "[[<b>x</b>]] [[a|<i>b</i>]] [[ ]] [[a|b|c]] [[[[d]]]]",
    "# <b>a</b> [b](c) `d` ![e](/media/f.png)\n\n###### g\n\nh\n===",
    'http://example.org/"><script>x</script> www.example.fr: a@example.com, fin.Il',
    '``` x" onclick=y\n<b>\n```',
    '<br><br/><sub>a<sup>b</sub></sup> <kbd>c <abbr title="d">e</abbr>',
    "<label><input type=text><form><button>x</button></form>",
)
"""Elements left open across blocks, scripts, foreign elements, addresses in disguise."""

REPOSITORY = Path(__file__).resolve().parents[3]
