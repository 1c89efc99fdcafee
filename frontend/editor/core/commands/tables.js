// Commands for tables. The first row is the head, which Markdown demands: it stays the first.
import { TextSelection } from '@milkdown/kit/prose/state'
import {
  addColumnAfter,
  addColumnBefore,
  deleteColumn,
  deleteTable,
  isInTable,
  selectedRect,
} from '@milkdown/kit/prose/tables'

/** @import { Command, NamedCommand, Node, NodeType, ResolvedPos, Schema, Transaction } from '../../types.d.ts' */

/** @typedef {ReturnType<typeof selectedRect>} Rect */

/**
 * @param {Schema} schema
 * @returns {Record<string, NamedCommand>}
 */
export function tableCommands({ nodes }) {
  return {
    table: { command: insert, isActive: isInTable },
    rowBefore: { command: row((rect) => Math.max(1, rect.top)) },
    rowAfter: { command: row((rect) => rect.bottom) },
    deleteRow: { command: removeRow },
    columnBefore: { command: addColumnBefore },
    columnAfter: { command: addColumnAfter },
    deleteColumn: {
      command: (state, dispatch) =>
        isInTable(state) && selectedRect(state).map.width > 1 && deleteColumn(state, dispatch),
    },
    deleteTable: { command: deleteTable },
    alignColumn: { command: align },
  }

  /** @type {Command} */
  function insert(state, dispatch, _view, { rows = 3, columns = 2 } = {}) {
    const { $from } = state.selection
    if (isInTable(state)) return false
    const depth = $from.sharedDepth($from.pos)
    const place = depth ? $from.after(depth) : $from.pos
    const parent = $from.node(depth - 1)
    if (!depth || !parent.canReplaceWith($from.indexAfter(depth - 1), $from.indexAfter(depth - 1), nodes.table))
      return false
    if (dispatch) dispatch(inserted(state.tr, { $from, depth, place }, rows, columns))
    return true
  }

  // In the place of an empty paragraph, else behind the block; a paragraph follows, so that one can go on.
  /**
   * @param {Transaction} tr
   * @param {{ $from: ResolvedPos, depth: number, place: number }} where
   * @param {number} rows
   * @param {number} columns
   */
  function inserted(tr, { $from, depth, place }, rows, columns) {
    const isEmpty = $from.parent.type === nodes.paragraph && !$from.parent.content.size
    const isLast = place === tr.doc.content.size
    const content = [table(rows, columns), ...(isLast ? [nodes.paragraph.create()] : [])]
    const start = isEmpty && $from.node(depth - 1).type !== nodes.list_item ? $from.before(depth) : place
    tr.replaceWith(start, place, content)
    return tr.setSelection(TextSelection.near(tr.doc.resolve(start + 1))).scrollIntoView()
  }

  /**
   * @param {number} rows
   * @param {number} columns
   */
  function table(rows, columns) {
    /** @param {NodeType} type */
    const cells = (type) => Array.from({ length: columns }, () => filled(type))
    const body = Array.from({ length: rows - 1 }, () => nodes.table_row.create(null, cells(nodes.table_cell)))
    return nodes.table.create(null, [nodes.table_header_row.create(null, cells(nodes.table_header)), ...body])
  }

  /**
   * @param {(rect: Rect) => number} placeOf
   * @returns {Command}
   */
  function row(placeOf) {
    return (state, dispatch) => {
      if (!isInTable(state)) return false
      if (dispatch) {
        const rect = selectedRect(state)
        dispatch(addRow(state.tr, rect, placeOf(rect)))
      }
      return true
    }
  }

  /**
   * @param {Transaction} tr
   * @param {Rect} rect
   * @param {number} place
   */
  function addRow(tr, { table: node, tableStart }, place) {
    const head = node.child(0).content.content
    const cells = head.map(({ attrs }) => filled(nodes.table_cell, { alignment: attrs.alignment }))
    const at = node.content.content.slice(0, place).reduce((sum, { nodeSize }) => sum + nodeSize, tableStart)
    tr.insert(at, nodes.table_row.create(null, cells))
    return tr.setSelection(TextSelection.near(tr.doc.resolve(at + 1))).scrollIntoView()
  }

  /** @type {Command} */
  function removeRow(state, dispatch) {
    if (!isInTable(state)) return false
    const { top, bottom, table: node, tableStart } = selectedRect(state)
    if (top === 0) return false
    if (dispatch) {
      const rows = node.content.content.map(({ nodeSize }) => nodeSize)
      /** @param {number} count */
      const sum = (count) => rows.slice(0, count).reduce((total, size) => total + size, tableStart)
      const tr = state.tr.delete(sum(top), sum(bottom))
      dispatch(
        tr
          .setSelection(TextSelection.near(tr.doc.resolve(sum(bottom < rows.length ? top : top - 1) + 1)))
          .scrollIntoView(),
      )
    }
    return true
  }

  /**
   * `alignment` is left, right, center or null, for the whole column.
   * @type {Command}
   */
  function align(state, dispatch, _view, { alignment = null } = {}) {
    if (!isInTable(state)) return false
    if (dispatch) {
      const { left, right, map, table: node, tableStart } = selectedRect(state)
      const tr = state.tr
      for (const pos of map.cellsInRect({ left, right, top: 0, bottom: map.height })) {
        tr.setNodeMarkup(tableStart + pos, null, { ...node.nodeAt(pos)?.attrs, alignment })
      }
      dispatch(tr)
    }
    return true
  }
}

/**
 * A cell with the paragraph that it has to hold.
 * @param {NodeType} type
 * @param {object} [attrs]
 */
function filled(type, attrs) {
  return /** @type {Node} */ (type.createAndFill(attrs))
}
