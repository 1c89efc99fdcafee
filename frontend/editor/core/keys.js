// What keys do inside the text. The surface may put its own before these.
import { chainCommands, exitCode } from '@milkdown/kit/prose/commands'
import { keymap } from '@milkdown/kit/prose/keymap'
import { liftListItem, splitListItem } from '@milkdown/kit/prose/schema-list'
import { Selection, TextSelection } from '@milkdown/kit/prose/state'
import { goToNextCell, isInTable } from '@milkdown/kit/prose/tables'
import { ancestor, unwrapAdmonition } from './commands/blocks.js'
import { plainCommands } from './commands/index.js'

/** @import { Ancestor, Command, EditorState, Schema, Texts, Transaction } from '../types.d.ts' */

const SHORTCUTS = {
  'Mod-b': 'bold',
  'Mod-i': 'italic',
  'Mod-e': 'code',
  'Mod-Shift-x': 'strike',
  'Mod-Alt-0': 'paragraph',
  'Mod-Alt-2': 'heading2',
  'Mod-Alt-3': 'heading3',
  'Mod-Alt-4': 'heading4',
  'Mod-Shift-7': 'orderedList',
  'Mod-Shift-8': 'bulletList',
  'Mod-Shift-9': 'quotation',
  'Mod-]': 'indent',
  'Mod-[': 'outdent',
  'Mod-z': 'undo',
  'Mod-y': 'redo',
  'Mod-Shift-z': 'redo',
}

/**
 * @param {Schema} schema
 * @param {Texts} [texts]
 */
export function keys(schema, texts) {
  const { nodes } = schema
  const plain = plainCommands(schema, texts)
  const shortcuts = Object.entries(SHORTCUTS).map(([key, name]) => [key, plain[name].command])
  return keymap({
    ...Object.fromEntries(shortcuts),
    Enter: chainCommands(inTitle, nextRow, splitItem, leaveList, behindNotes),
    'Shift-Enter': chainCommands(exitCode, breakLine),
    'Mod-Enter': chainCommands(exitCode, afterTable, breakLine),
    Backspace: chainCommands(startOfTitle, startOfHeading),
    Tab: chainCommands(goToNextCell(1), plain.indent.command),
    'Shift-Tab': chainCommands(goToNextCell(-1), plain.outdent.command),
  })

  /** @type {Command} */
  function splitItem(state, dispatch) {
    const item = ancestor(state.selection.$from, nodes.list_item)
    if (!item || state.selection.$from.parent.type !== nodes.paragraph) return false
    const attrs = item.node.attrs.checked === null ? undefined : { ...item.node.attrs, checked: false }
    return splitListItem(nodes.list_item, attrs)(state, dispatch)
  }

  /** @type {Command} */
  function leaveList(state, dispatch) {
    const { $from } = state.selection
    return (
      $from.parent.type === nodes.paragraph &&
      !$from.parent.content.size &&
      liftListItem(nodes.list_item)(state, dispatch)
    )
  }

  /** @type {Command} */
  function breakLine(state, dispatch) {
    const { $from } = state.selection
    if (!$from.parent.inlineContent || !$from.parent.type.contentMatch.matchType(nodes.hardbreak)) return false
    dispatch?.(state.tr.replaceSelectionWith(nodes.hardbreak.create(), false).scrollIntoView())
    return true
  }

  // From the title of an admonition into its body.
  /** @type {Command} */
  function inTitle(state, dispatch) {
    const { $from } = state.selection
    if ($from.parent.type !== nodes.admonition_title) return false
    dispatch?.(state.tr.setSelection(TextSelection.near(state.doc.resolve($from.after()))).scrollIntoView())
    return true
  }

  /** @type {Command} */
  function startOfTitle(state, dispatch) {
    const { $from, empty } = state.selection
    if (!empty || $from.parentOffset || $from.parent.type !== nodes.admonition_title) return false
    const found = ancestor($from, nodes.admonition)
    return found !== null && unwrapAdmonition(found)(state, dispatch)
  }

  /** @type {Command} */
  function startOfHeading(state, dispatch) {
    const { $from, empty } = state.selection
    if (!empty || $from.parentOffset || $from.parent.type !== nodes.heading) return false
    return plain.paragraph.command(state, dispatch)
  }

  // A cell holds one paragraph: Enter goes to the cell below, and from the last one out of the table.
  /** @type {Command} */
  function nextRow(state, dispatch) {
    if (!isInTable(state)) return false
    const { $head } = state.selection
    const cell = [nodes.table_cell, nodes.table_header].map((type) => ancestor($head, type)).find(Boolean)
    if (!cell) return false
    const table = $head.node(cell.depth - 2)
    const [row, column] = [$head.index(cell.depth - 2), $head.index(cell.depth - 1)]
    if (row + 1 >= table.childCount) return afterTable(state, dispatch)
    let pos = $head.after(cell.depth - 1) + 1
    for (let index = 0; index < column; index++) pos += table.child(row + 1).child(index).nodeSize
    dispatch?.(state.tr.setSelection(Selection.near(state.doc.resolve(pos + 1))).scrollIntoView())
    return true
  }

  /** @type {Command} */
  function afterTable(state, dispatch) {
    const table = ancestor(state.selection.$head, nodes.table)
    return table !== null && goBehind(table, state, dispatch)
  }

  // Notes stand at the end of a page: who goes on there writes the page, not its last note.
  /** @type {Command} */
  function behindNotes(state, dispatch) {
    const { $from, empty } = state.selection
    const note = ancestor($from, nodes.footnote_definition)
    const isAtTheEnd = empty && $from.parent.content.size > 0 && $from.pos + 2 === state.doc.content.size
    return note !== null && isAtTheEnd && goBehind(note, state, dispatch)
  }

  /**
   * @param {Ancestor} ancestor
   * @param {EditorState} state
   * @param {((tr: Transaction) => void) | undefined} dispatch
   */
  function goBehind({ pos, node }, state, dispatch) {
    const end = pos + node.nodeSize
    const next = state.doc.resolve(end).nodeAfter
    const tr = state.tr
    if (next?.type !== nodes.paragraph) tr.insert(end, nodes.paragraph.create())
    dispatch?.(tr.setSelection(TextSelection.near(tr.doc.resolve(end + 1))).scrollIntoView())
    return true
  }
}
