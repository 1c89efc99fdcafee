// Commands that go on from one another, as one change.
import { GapCursor } from '@milkdown/kit/prose/gapcursor'
import { EditorState, Selection, TextSelection } from '@milkdown/kit/prose/state'

/** Does one after the other; nothing where one of them can not be done. */
export function together(...commands) {
  return (state, dispatch, view, options) => {
    const { tr } = state
    for (const command of commands) {
      const now = EditorState.create({ doc: tr.doc, selection: tr.selection })
      let made = null
      if (!command(now, (done) => (made = done), view, options) || !made) return false
      for (const step of made.steps) tr.step(step)
      tr.setSelection(Selection.fromJSON(tr.doc, made.selection.toJSON()))
    }
    dispatch?.(tr.scrollIntoView())
    return true
  }
}

/** Where the caret stands between two blocks, or behind the last, it first gets a line to stand on. */
export function onLine(command, { paragraph }) {
  const alone = (state, dispatch) => {
    const { $from, from: pos } = state.selection
    if (!$from.parent.canReplaceWith($from.index(), $from.index(), paragraph)) return false
    const tr = state.tr.insert(pos, paragraph.create())
    dispatch(tr.setSelection(TextSelection.create(tr.doc, pos + 1)))
    return true
  }
  const both = together(alone, command)
  return (state, ...rest) => (state.selection instanceof GapCursor ? both : command)(state, ...rest)
}
