// Commands that go on from one another, as one change.
import { GapCursor } from '@milkdown/kit/prose/gapcursor'
import { EditorState, Selection, TextSelection } from '@milkdown/kit/prose/state'

/** @import { Command, NodeType, Transaction } from '../../types.d.ts' */

/**
 * Does one after the other; nothing where one of them can not be done.
 * @param {...Command} commands
 * @returns {Command}
 */
export function together(...commands) {
  return (state, dispatch, view, options) => {
    const { tr } = state
    for (const command of commands) {
      const now = EditorState.create({ doc: tr.doc, selection: tr.selection })
      /** @type {Transaction[]} */
      const made = []
      if (!command(now, (done) => made.push(done), view, options) || !made.length) return false
      const { steps, selection } = made[made.length - 1]
      for (const step of steps) tr.step(step)
      tr.setSelection(Selection.fromJSON(tr.doc, selection.toJSON()))
    }
    dispatch?.(tr.scrollIntoView())
    return true
  }
}

/**
 * Where the caret stands between two blocks, or behind the last, it first gets a line to stand on.
 * @param {Command} command
 * @param {Record<string, NodeType>} nodes
 * @returns {Command}
 */
export function onLine(command, { paragraph }) {
  /** @type {Command} */
  const alone = (state, dispatch) => {
    const { $from, from: pos } = state.selection
    if (!$from.parent.canReplaceWith($from.index(), $from.index(), paragraph)) return false
    const tr = state.tr.insert(pos, paragraph.create())
    dispatch?.(tr.setSelection(TextSelection.create(tr.doc, pos + 1)))
    return true
  }
  const both = together(alone, command)
  return (state, ...rest) => (state.selection instanceof GapCursor ? both : command)(state, ...rest)
}
