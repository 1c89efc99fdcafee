// Tables of Markdown: a head, rows, one paragraph a cell, and the alignment of each column.
import {
  tableCellSchema,
  tableHeaderRowSchema,
  tableHeaderSchema,
  tableRowSchema,
  tableSchema,
} from '@milkdown/kit/preset/gfm'

export const table = tableSchema.extendSchema((previous) => (ctx) => ({
  ...previous(ctx),
  content: 'table_header_row table_row*',
}))

const ALIGNMENTS = ['left', 'right', 'center']

/**
 * @template {string} T
 * @param {import('@milkdown/kit/utils').$NodeSchema<T>} schema
 * @param {string} tag
 */
function cell(schema, tag) {
  return schema.extendSchema((previous) => (ctx) => {
    const spec = previous(ctx)
    return {
      ...spec,
      attrs: { ...spec.attrs, alignment: { default: null, validate: 'string|null' } },
      parseDOM: [{ tag, getAttrs: (dom) => ({ alignment: alignmentOf(dom) }) }],
      // As the site writes it: the policy of a page allows no style in an attribute.
      toDOM: ({ attrs }) => [tag, attrs.alignment ? { align: attrs.alignment } : {}, 0],
    }
  })
}

/** @param {HTMLElement} dom */
function alignmentOf(dom) {
  const value = dom.getAttribute('align') || dom.style.textAlign
  return ALIGNMENTS.includes(value) ? value : null
}

export const tables = [
  table,
  tableHeaderRowSchema,
  tableRowSchema,
  cell(tableHeaderSchema, 'th'),
  cell(tableCellSchema, 'td'),
].flat()
