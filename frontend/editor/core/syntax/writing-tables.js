// A table, one row a line. Nothing is padded: a longer word in one cell changes its own row alone.

/**
 * @import { Around, Handler, Tree, Writer } from '../../types.d.ts'
 * @type {Record<string, string>}
 */
const RULES = { left: ':---', right: '---:', center: ':---:' }

/** @type {Handler} */
export function table(node, _, state, info) {
  const exit = state.enter('table')
  /** @type {string[][]} */
  const rows = node.children.map((/** @type {Tree} */ row) =>
    row.children.map((/** @type {Tree} */ cell) => cellSource(cell, state, info)),
  )
  exit()
  const width = Math.max(1, ...rows.map(({ length }) => length))
  const [head = [], ...body] = rows.map((row) => line(row, width))
  const rules = Array.from({ length: width }, (_, column) => RULES[node.align?.[column]] ?? '---')
  return [head, line(rules, width), ...body].join('\n')
}

/**
 * @param {Tree} cell
 * @param {Writer} state
 * @param {Around} info
 */
function cellSource(cell, state, info) {
  const exit = state.enter('tableCell')
  const source = state.containerPhrasing(cell, { ...info, before: ' ', after: ' ' })
  exit()
  return source.replace(/\s*\n\s*/g, ' ').replace(/^[ \t]+|[ \t]+$/g, '')
}

/**
 * @param {string[]} cells
 * @param {number} width
 */
function line(cells, width) {
  return `|${Array.from({ length: width }, (_, column) => ` ${cells[column] ?? ''} |`).join('')}`
}
