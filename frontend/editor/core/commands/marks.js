// Commands for words: bold, italic, struck, code, links.
import { toggleMark } from '@milkdown/kit/prose/commands'
import { NodeSelection } from '@milkdown/kit/prose/state'

/** @import { Command, EditorState, MarkType, NamedCommand, Schema } from '../../types.d.ts' */

/**
 * @param {Schema} schema
 * @returns {Record<string, NamedCommand>}
 */
export function markCommands({ marks, nodes }) {
  return {
    bold: mark(marks.strong),
    italic: mark(marks.emphasis),
    strike: mark(marks.strike_through),
    code: mark(marks.inlineCode),
    link: { command: link, isActive: (state) => isMarked(state, marks.link) },
    unlink: { command: unlink },
    wikiLink: {
      command: wikiLink,
      isActive: ({ selection }) => selection instanceof NodeSelection && selection.node.type === nodes.wiki_link,
    },
  }

  /**
   * @param {MarkType} type
   * @returns {NamedCommand}
   */
  function mark(type) {
    return { command: toggleMark(type), isActive: (state) => isMarked(state, type) }
  }

  /**
   * Around what is selected, or instead of the whole link at the caret; with `text` these words are written.
   * @type {Command}
   */
  function link(state, dispatch, _view, { href = '', title = null, text = '' } = {}) {
    const { from, to, empty, $from } = state.selection
    if (!$from.parent.inlineContent || !$from.parent.type.allowsMarkType(marks.link)) return false
    const range = linkAt(state, marks.link) ?? { from, to }
    if (!href) return true
    if (!dispatch) return true
    const added = marks.link.create({ href, title })
    const tr = state.tr
    if (text || (empty && range.from === range.to)) {
      const words = text || href
      const others = ($from.marksAcross(state.doc.resolve(range.to)) ?? []).filter(({ type }) => type !== marks.link)
      tr.replaceWith(range.from, range.to, state.schema.text(words, added.addToSet(others)))
    } else {
      tr.removeMark(range.from, range.to, marks.link).addMark(range.from, range.to, added)
    }
    dispatch(tr.removeStoredMark(marks.link).scrollIntoView())
    return true
  }

  /** @type {Command} */
  function unlink(state, dispatch) {
    const range = linkAt(state, marks.link)
    if (!range) return false
    dispatch?.(state.tr.removeMark(range.from, range.to, marks.link))
    return true
  }

  /** @type {Command} */
  function wikiLink(state, dispatch, _view, attrs = {}) {
    const { $from } = state.selection
    if (!$from.parent.inlineContent || $from.parent.type.spec.code || $from.parent.type === nodes.admonition_title)
      return false
    if (attrs.title) dispatch?.(state.tr.replaceSelectionWith(nodes.wiki_link.create(attrs), true).scrollIntoView())
    return true
  }
}

/**
 * @param {EditorState} state
 * @param {MarkType} type
 */
function isMarked(state, type) {
  const { from, to, empty, $from } = state.selection
  if (empty) return Boolean(type.isInSet(state.storedMarks ?? $from.marks()))
  return state.doc.rangeHasMark(from, to, type)
}

/**
 * The whole of the link that the selection begins in: { from, to, mark }, or null.
 * @param {EditorState} state
 * @param {MarkType} type
 */
export function linkAt(state, type) {
  const { $from } = state.selection
  const { parent } = $from
  const after = parent.childAfter($from.parentOffset)
  const before = parent.childBefore($from.parentOffset)
  const found = [after, before].find(({ node }) => node && type.isInSet(node.marks))
  const mark = found?.node && type.isInSet(found.node.marks)
  if (!mark) return null
  let [first, last] = [found.index, found.index]
  while (first > 0 && mark.isInSet(parent.child(first - 1).marks)) first--
  while (last + 1 < parent.childCount && mark.isInSet(parent.child(last + 1).marks)) last++
  let from = $from.start()
  for (let index = 0; index < first; index++) from += parent.child(index).nodeSize
  let to = from
  for (let index = first; index <= last; index++) to += parent.child(index).nodeSize
  return { from, to, mark }
}
