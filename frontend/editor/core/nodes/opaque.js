// What the editor does not know: shown as its source, may be moved and deleted, and is written back as it was.
import { $nodeSchema } from '@milkdown/kit/utils'
import { htmlSchema } from '@milkdown/kit/preset/commonmark'

/** @import { Texts } from '../../types.d.ts' */

/**
 * `texts.opaque` names such a block by its kind: html, reference, unknown.
 * @param {Texts} [texts]
 */
export const opaque = (texts = {}) =>
  $nodeSchema('opaque', () => ({
    group: 'block',
    atom: true,
    selectable: true,
    draggable: true,
    attrs: {
      name: { default: 'unknown', validate: 'string' },
      value: { default: '', validate: 'string' },
      label: { default: null, validate: 'string|null' },
    },
    leafText: ({ attrs }) => attrs.value,
    parseDOM: [
      {
        tag: 'div[data-opaque]',
        getAttrs: ({ dataset }) => ({ name: dataset.opaque, value: dataset.source, label: dataset.label ?? null }),
      },
    ],
    toDOM: ({ attrs: { name, value, label } }) => [
      'div',
      { class: 'opaque', 'data-opaque': name, 'data-source': value, ...(label !== null && { 'data-label': label }) },
      ['span', { class: 'opaque-name' }, texts.opaque?.[name] ?? ''],
      ['pre', ['code', value]],
    ],
    parseMarkdown: {
      match: ({ type }) => type === 'opaque',
      runner: (state, { name, value, label }, type) => {
        state.addNode(type, { name, value: value ?? '', label: label ?? null })
      },
    },
    toMarkdown: {
      match: ({ type }) => type.name === 'opaque',
      runner: (state, { attrs }) => {
        state.addNode('opaque', undefined, attrs.value)
      },
    },
  }))

/** A tag in a line that the site shows as it was typed. */
export const inlineTag = htmlSchema.extendSchema((previous) => (ctx) => ({
  ...previous(ctx),
  leafText: ({ attrs }) => attrs.value,
  parseDOM: [{ tag: 'code[data-tag]', priority: 60, getAttrs: ({ dataset }) => ({ value: dataset.tag }) }],
  toDOM: ({ attrs }) => ['code', { class: 'opaque', 'data-tag': attrs.value }, attrs.value],
}))
