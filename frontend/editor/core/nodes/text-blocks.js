// Blocks of words: paragraph, heading, code, and what Milkdown's own are spared (ids that the page would hold twice).
import { codeBlockSchema, headingSchema, paragraphSchema } from '@milkdown/kit/preset/commonmark'

/** @import { Node } from '../../types.d.ts' */

export const heading = headingSchema.extendSchema((previous) => (ctx) => {
  const schema = previous(ctx)
  return {
    ...schema,
    attrs: { level: { default: 2, validate: 'number' } },
    parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: Math.max(level, 2) } })),
    // The page's title is the only heading of level 1: the site shows one in a text as level 2.
    toDOM: ({ attrs }) => [`h${Math.max(attrs.level, 2)}`, 0],
  }
})

export const paragraph = paragraphSchema.extendSchema((previous) => (ctx) => ({
  ...previous(ctx),
  toDOM: () => ['p', 0],
  toMarkdown: {
    match: ({ type }) => type.name === 'paragraph',
    runner: (state, node) => {
      state.openNode('paragraph').next(withoutLastBreak(node)).closeNode()
    },
  },
}))

// A break at the end of a block would be read as two spaces that mean nothing.
/**
 * @param {Node} node
 * @returns {Node['content']}
 */
function withoutLastBreak(node) {
  const last = node.lastChild
  return last?.type.name === 'hardbreak'
    ? withoutLastBreak(node.copy(node.content.cut(0, node.content.size - 1)))
    : node.content
}

export const codeBlock = codeBlockSchema.extendSchema((previous) => (ctx) => ({
  ...previous(ctx),
  attrs: {
    language: { default: '', validate: 'string' },
    meta: { default: '', validate: 'string' },
    isIndented: { default: false, validate: 'boolean' },
  },
  parseDOM: [{ tag: 'pre', preserveWhitespace: 'full' }],
  toDOM: () => ['pre', ['code', 0]],
  parseMarkdown: {
    match: ({ type }) => type === 'code',
    runner: (state, node, type) => {
      state.openNode(type, { language: node.lang ?? '', meta: node.meta ?? '', isIndented: node.isIndented ?? false })
      if (node.value) state.addText(String(node.value))
      state.closeNode()
    },
  },
  toMarkdown: {
    match: ({ type }) => type.name === 'code_block',
    runner: (state, { attrs, textContent }) => {
      const { language: lang, meta, isIndented } = attrs
      state.addNode('code', undefined, textContent, { lang, meta, isIndented })
    },
  },
}))
