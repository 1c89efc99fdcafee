// A table, one row a line. Nothing is padded: a longer word in one cell changes its own row alone.
const RULES = { left: ':---', right: '---:', center: ':---:' }

export function table(node, _, state, info) {
  const exit = state.enter('table')
  const rows = node.children.map((row) => row.children.map((cell) => cellSource(cell, state, info)))
  exit()
  const width = Math.max(1, ...rows.map(({ length }) => length))
  const [head = [], ...body] = rows.map((row) => line(row, width))
  const rules = Array.from({ length: width }, (_, column) => RULES[node.align?.[column]] ?? '---')
  return [head, line(rules, width), ...body].join('\n')
}

function cellSource(cell, state, info) {
  const exit = state.enter('tableCell')
  const source = state.containerPhrasing(cell, { ...info, before: ' ', after: ' ' })
  exit()
  return source.replace(/\s*\n\s*/g, ' ').replace(/^[ \t]+|[ \t]+$/g, '')
}

function line(cells, width) {
  return `|${Array.from({ length: width }, (_, column) => ` ${cells[column] ?? ''} |`).join('')}`
}
