// Notes: the mark in the text, and the note itself, which may be written like any other block.
import { footnoteDefinitionSchema, footnoteReferenceSchema } from '@milkdown/kit/preset/gfm'

export const footnoteReference = footnoteReferenceSchema.extendSchema((previous) => (ctx) => ({
  ...previous(ctx),
  leafText: ({ attrs }) => `[${attrs.label}]`,
  parseDOM: [{ tag: 'sup[data-footnote]', priority: 60, getAttrs: ({ dataset }) => ({ label: dataset.footnote }) }],
  toDOM: ({ attrs }) => ['sup', { class: 'footnote-ref', 'data-footnote': attrs.label }, attrs.label],
}))

export const footnoteDefinition = footnoteDefinitionSchema.extendSchema((previous) => (ctx) => ({
  ...previous(ctx),
  parseDOM: [
    { tag: 'div[data-footnote]', contentElement: 'div', getAttrs: ({ dataset }) => ({ label: dataset.footnote }) },
  ],
  toDOM: ({ attrs }) => [
    'div',
    { class: 'footnote-text', 'data-footnote': attrs.label },
    ['span', { class: 'footnote-label', contenteditable: 'false' }, attrs.label],
    ['div', 0],
  ],
}))
