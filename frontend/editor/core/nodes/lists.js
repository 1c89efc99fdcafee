// Lists remember how their source marks the items, so that the items which are added look the same.
import { bulletListSchema, listItemSchema, orderedListSchema } from '@milkdown/kit/preset/commonmark'

/** @import { Node, Texts } from '../../types.d.ts' */

const shared = {
  spread: { default: false, validate: 'boolean' },
  pad: { default: 1, validate: 'number' },
}

export const bulletList = bulletListSchema.extendSchema((previous) => (ctx) => ({
  ...previous(ctx),
  content: 'list_item+',
  attrs: { ...shared, marker: { default: '-', validate: 'string' } },
  parseDOM: [{ tag: 'ul' }],
  toDOM: (node) => ['ul', hasTasks(node) ? { class: 'task-list' } : {}, 0],
  parseMarkdown: {
    match: ({ type, ordered }) => type === 'list' && !ordered,
    runner: (state, { spread, pad, marker, children }, type) => {
      state.openNode(type, { spread: !!spread, pad, marker }).next(children).closeNode()
    },
  },
  toMarkdown: {
    match: ({ type }) => type.name === 'bullet_list',
    runner: (state, { attrs, content }) => {
      state
        .openNode('list', undefined, { ordered: false, ...attrs })
        .next(content)
        .closeNode()
    },
  },
}))

export const orderedList = orderedListSchema.extendSchema((previous) => (ctx) => ({
  ...previous(ctx),
  content: 'list_item+',
  attrs: { ...shared, order: { default: 1, validate: 'number' }, isCounted: { default: true, validate: 'boolean' } },
  parseDOM: [{ tag: 'ol', getAttrs: (dom) => ({ order: Number(dom.getAttribute('start') || 1) || 1 }) }],
  toDOM: ({ attrs }) => ['ol', attrs.order === 1 ? {} : { start: attrs.order }, 0],
  parseMarkdown: {
    match: ({ type, ordered }) => type === 'list' && !!ordered,
    runner: (state, { spread, pad, start, isCounted, children }, type) => {
      state
        .openNode(type, { spread: !!spread, pad, order: start ?? 1, isCounted })
        .next(children)
        .closeNode()
    },
  },
  toMarkdown: {
    match: ({ type }) => type.name === 'ordered_list',
    runner: (state, { attrs, content }) => {
      const { order: start, ...rest } = attrs
      state
        .openNode('list', undefined, { ordered: true, start, ...rest })
        .next(content)
        .closeNode()
    },
  },
}))

/**
 * `texts.task` names the box of a thing to do.
 * @param {Texts} [texts]
 */
export const listItem = (texts = {}) =>
  listItemSchema.extendSchema((previous) => (ctx) => ({
    ...previous(ctx),
    content: 'paragraph block*',
    attrs: {
      spread: { default: false, validate: 'boolean' },
      checked: { default: null, validate: 'boolean|null' },
    },
    parseDOM: [{ tag: 'li', getAttrs: (dom) => ({ checked: checkedOf(dom) }) }],
    parseMarkdown: {
      match: ({ type }) => type === 'listItem',
      runner: (state, { spread, checked, children }, type) => {
        state
          .openNode(type, { spread: !!spread, checked: checked ?? null })
          .next(children)
          .closeNode()
      },
    },
    toDOM: ({ attrs }) => (attrs.checked === null ? ['li', 0] : task(attrs.checked, texts.task)),
    toMarkdown: {
      match: ({ type }) => type.name === 'list_item',
      runner: (state, { attrs, content }) => {
        state
          .openNode('listItem', undefined, { ...attrs })
          .next(content)
          .closeNode()
      },
    },
  }))

/** @param {Node} list */
const hasTasks = (list) => list.firstChild?.attrs.checked !== null

/**
 * @param {boolean} checked
 * @param {string} [label]
 * @returns {import('@milkdown/kit/prose/model').DOMOutputSpec}
 */
function task(checked, label) {
  const box = {
    type: 'checkbox',
    class: 'task-box',
    contenteditable: 'false',
    tabindex: '-1',
    ...(label && { 'aria-label': label }),
    ...(checked && { checked: '' }),
  }
  return ['li', { class: 'task-list-item', 'data-checked': String(checked) }, ['input', box], ['div', 0]]
}

/** @param {HTMLElement} dom */
function checkedOf(dom) {
  if (dom.dataset.checked) return dom.dataset.checked === 'true'
  /** @type {HTMLInputElement | null} */
  const box = dom.querySelector(':scope > input[type=checkbox], :scope > label > input[type=checkbox]')
  return box ? box.checked : null
}
