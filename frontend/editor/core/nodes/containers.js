// Blocks that only this site's Markdown has: admonitions with their title, and lists of terms with what they mean.
import { $nodeSchema } from '@milkdown/kit/utils'

/** @import { Texts, Tree } from '../../types.d.ts' */

// As common/markup/language.py has them: what may stand after "!!!", and what it is shown as.
/** @type {Record<string, string>} */
const KINDS = {
  note: 'note nota',
  info: 'info',
  tip: 'tip hint conseil astuce consiglio',
  example: 'example exemple esempio',
  important: 'important importante',
  warning: 'warning caution attention attenzione',
  danger: 'danger error pericolo',
}

/** @param {string} words */
export function kindOf(words) {
  const word = words.split(' ')[0].toLowerCase()
  return Object.keys(KINDS).find((kind) => KINDS[kind].split(' ').includes(word)) ?? 'note'
}

/**
 * `texts.admonitions` names each kind; it is what an admonition without a title of its own is called.
 * @param {Texts} [texts]
 */
export function admonitions(texts = {}) {
  /** @param {string} words */
  const nameOf = (words) => texts.admonitions?.[kindOf(words)] ?? ''

  const admonition = $nodeSchema('admonition', () => ({
    content: 'admonition_title block+',
    group: 'block',
    defining: true,
    attrs: { kind: { default: 'note', validate: 'string' }, isUntitled: { default: false, validate: 'boolean' } },
    parseDOM: [
      {
        tag: 'div.admonition',
        getAttrs: ({ classList }) => ({ kind: Object.keys(KINDS).find((kind) => classList.contains(kind)) ?? 'note' }),
      },
    ],
    toDOM: ({ attrs }) => ['div', { class: `admonition ${kindOf(attrs.kind)}` }, 0],
    parseMarkdown: {
      match: ({ type }) => type === 'admonition',
      runner: (state, node, type) => {
        const { kind, title, children } = /** @type {Tree} */ (node)
        state.openNode(type, { kind, isUntitled: title === '' })
        state.openNode(state.schema.nodes.admonition_title, { placeholder: nameOf(kind) })
        if (title) state.addText(title)
        state.closeNode()
        state.next(children.length ? children : [{ type: 'paragraph', children: [] }])
        state.closeNode()
      },
    },
    toMarkdown: {
      match: ({ type }) => type.name === 'admonition',
      runner: (state, node) => {
        const words = node.child(0).textContent.replace(/\s+/g, ' ').trim()
        const title = words || (node.attrs.isUntitled ? '' : null)
        state.openNode('admonition', undefined, { kind: node.attrs.kind, title })
        state.next(node.content.cut(node.child(0).nodeSize)).closeNode()
      },
    },
  }))

  const title = $nodeSchema('admonition_title', () => ({
    content: 'text*',
    marks: '',
    defining: true,
    attrs: { placeholder: { default: '', validate: 'string' } },
    parseDOM: [
      {
        tag: 'p.admonition-title',
        priority: 60,
        getAttrs: ({ dataset }) => ({ placeholder: dataset.placeholder ?? '' }),
      },
    ],
    toDOM: ({ attrs }) => ['p', { class: 'admonition-title', 'data-placeholder': attrs.placeholder }, 0],
    parseMarkdown: { match: () => false, runner: () => {} },
    toMarkdown: { match: ({ type }) => type.name === 'admonition_title', runner: () => {} },
  }))

  return [admonition, title].flat()
}

/**
 * @param {string} id
 * @param {string} type
 * @param {string} tag
 * @param {string} content
 * @param {(node: Tree) => object} [props]
 * @param {Record<string, object>} [attrs]
 */
const part = (id, type, tag, content, props = (_node) => ({}), attrs = {}) =>
  $nodeSchema(id, () => ({
    content,
    defining: true,
    ...(id === 'definition_list' && { group: 'block' }),
    attrs,
    parseDOM: [{ tag }],
    toDOM: () => [tag, 0],
    parseMarkdown: {
      match: (node) => node.type === type,
      runner: (state, node, nodeType) => {
        state
          .openNode(nodeType, props(node))
          .next(/** @type {Tree} */ (node).children)
          .closeNode()
      },
    },
    toMarkdown: {
      match: (node) => node.type.name === id,
      runner: (state, node) => {
        state
          .openNode(type, undefined, { ...node.attrs })
          .next(node.content)
          .closeNode()
      },
    },
  }))

export const definitionLists = [
  part('definition_list', 'definitionList', 'dl', '(definition_term | definition_body)+'),
  part('definition_term', 'definitionTerm', 'dt', 'inline*'),
  part('definition_body', 'definitionBody', 'dd', 'block+', ({ spread }) => ({ spread: !!spread }), {
    spread: { default: false, validate: 'boolean' },
  }),
].flat()
