// What becomes something else while it is typed, beyond Milkdown's own rules.
import { InputRule, textblockTypeInputRule } from '@milkdown/kit/prose/inputrules'
import { $inputRule } from '@milkdown/kit/utils'
import { schemaCtx } from '@milkdown/kit/core'

const headings = $inputRule((ctx) =>
  textblockTypeInputRule(/^(#{1,4})\s$/, ctx.get(schemaCtx).nodes.heading, (found) => ({
    level: Math.max(2, found[1].length),
  })),
)

const rule = $inputRule(
  (ctx) =>
    new InputRule(/^---$/, (state, _, start) => {
      const { hr, paragraph } = ctx.get(schemaCtx).nodes
      const $start = state.doc.resolve(start)
      if ($start.depth !== 1) return null
      return state.tr.replaceWith($start.before(), $start.after(), [hr.create(), paragraph.create()])
    }),
)

const wikiLinks = $inputRule(
  (ctx) =>
    new InputRule(
      /\[\[([^[\]\n|\\]{1,200})(?:\|([^[\]\n]{1,300}))?\]\]$/,
      (state, [, title, label = ''], start, end) => {
        if (!title.trim()) return null
        return state.tr.replaceWith(start, end, ctx.get(schemaCtx).nodes.wiki_link.create({ title, label }))
      },
    ),
)

export const typed = [headings, rule, wikiLinks]
