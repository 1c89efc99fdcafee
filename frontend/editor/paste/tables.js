// Tables of figures and words stay tables, with one row of headings; tables that only place things on a page do not.
const LARGEST_SPAN = 40

/** @param {HTMLTableElement} table */
export function isForLayout(table) {
  if (/^(presentation|none)$/.test(table.getAttribute('role') ?? '') || table.querySelector('table')) return true
  const rows = [...table.rows]
  return rows.length < 2 || rows.every((row) => row.cells.length < 2)
}

/**
 * The table as a grid: a cell that spans others is followed by empty ones. `fill(cell)` gives what stands in a cell.
 * @param {HTMLTableElement} table
 * @param {Document} document
 * @param {(cell: HTMLTableCellElement, isHeading: boolean) => Node[]} fill
 */
export function tableFrom(table, document, fill) {
  const grid = gridOf(table).filter((row) => row.some((cell) => cell?.textContent.trim()))
  const width = Math.max(0, ...grid.map((row) => row.length))
  const made = document.createElement('table')
  for (const [at, row] of grid.entries()) {
    const line = document.createElement('tr')
    if (!at) line.setAttribute('data-is-header', 'true')
    for (let column = 0; column < width; column++) {
      const cell = document.createElement(at ? 'td' : 'th')
      const paragraph = document.createElement('p')
      const from = row[column]
      if (from) paragraph.append(...fill(from, !at))
      cell.append(paragraph)
      line.append(cell)
    }
    made.append(line)
  }
  return made
}

/** @param {HTMLTableElement} table */
function gridOf(table) {
  /** @type {(HTMLTableCellElement | null)[][]} */
  const grid = [...table.rows].map(() => [])
  for (const [y, row] of [...table.rows].entries()) {
    for (const cell of row.cells) {
      let x = 0
      while (x in grid[y]) x += 1
      place(grid, cell, x, y)
    }
  }
  return grid
}

/**
 * @param {(HTMLTableCellElement | null)[][]} grid
 * @param {HTMLTableCellElement} cell
 * @param {number} x
 * @param {number} y
 */
function place(grid, cell, x, y) {
  for (let down = 0; down < Math.min(cell.rowSpan, LARGEST_SPAN, grid.length - y) || !down; down++) {
    for (let right = 0; right < Math.min(cell.colSpan, LARGEST_SPAN) || !right; right++) {
      grid[y + down][x + right] = down || right ? null : cell
    }
  }
}
