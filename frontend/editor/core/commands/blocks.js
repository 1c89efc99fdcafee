// Commands for whole blocks: headings, quotations, admonitions, code, a rule across the page.
import { lift, setBlockType, wrapIn } from '@milkdown/kit/prose/commands'
import { Fragment, Slice } from '@milkdown/kit/prose/model'
import { liftListItem } from '@milkdown/kit/prose/schema-list'
import { TextSelection } from '@milkdown/kit/prose/state'
import { ReplaceAroundStep } from '@milkdown/kit/prose/transform'
import { kindOf } from '../nodes/containers.js'
import { together } from './together.js'

/** @import { Ancestor, Command, EditorState, NamedCommand, Node, NodeType, ResolvedPos, Schema, Texts, Transaction } from '../../types.d.ts' */

/**
 * @param {Schema} schema
 * @param {Texts} [texts]
 * @returns {Record<string, NamedCommand>}
 */
export function blockCommands({ nodes }, texts) {
  /** @param {number} level */
  const text = (level) => setText(nodes, level)
  return {
    paragraph: { command: text(0), isActive: (state) => levelOf(state) === 0 },
    heading2: heading(2),
    heading3: heading(3),
    heading4: heading(4),
    codeBlock: {
      command: (state, dispatch) =>
        (isIn(state, nodes.code_block) ? text(0) : setBlockType(nodes.code_block))(state, dispatch),
      isActive: (state) => isIn(state, nodes.code_block),
    },
    quotation: {
      command: (state, dispatch) =>
        (isIn(state, nodes.blockquote) ? liftOut(nodes.blockquote) : wrapIn(nodes.blockquote))(state, dispatch),
      isActive: (state) => isIn(state, nodes.blockquote),
    },
    admonition: { command: admonition, isActive: (state) => isIn(state, nodes.admonition) },
    rule: { command: rule },
  }

  /**
   * @param {number} level
   * @returns {NamedCommand}
   */
  function heading(level) {
    return {
      command: (state, dispatch) => text(levelOf(state) === level ? 0 : level)(state, dispatch),
      isActive: (state) => levelOf(state) === level,
    }
  }

  // Inside one: another kind, or, for the same kind, none any more. Elsewhere the blocks chosen become one.
  /** @type {Command} */
  function admonition(state, dispatch, _view, { kind = 'note' } = {}) {
    const found = ancestor(state.selection.$from, nodes.admonition)
    if (found && kindOf(found.node.attrs.kind) === kindOf(kind)) return unwrapAdmonition(found)(state, dispatch)
    const placeholder = texts?.admonitions?.[kindOf(kind)] ?? ''
    if (found) {
      const tr = state.tr.setNodeMarkup(found.pos, null, { ...found.node.attrs, kind })
      dispatch?.(tr.setNodeMarkup(found.pos + 1, null, { placeholder }))
      return true
    }
    const range = state.selection.$from.blockRange(state.selection.$to)
    if (!range?.parent.canReplaceWith(range.startIndex, range.endIndex, nodes.admonition)) return false
    if (dispatch) dispatch(wrapped(state.tr, range, kind, placeholder))
    return true
  }

  /**
   * @param {Transaction} tr
   * @param {{ start: number, end: number }} range
   * @param {string} kind
   * @param {string} placeholder
   */
  function wrapped(tr, { start, end }, kind, placeholder) {
    const title = nodes.admonition_title.create({ placeholder })
    const open = new Slice(Fragment.from(nodes.admonition.create({ kind }, title)), 0, 0)
    return tr.step(new ReplaceAroundStep(start, end, start, end, open, 1 + title.nodeSize)).scrollIntoView()
  }

  /** @type {Command} */
  function rule(state, dispatch) {
    const { $from } = state.selection
    if ($from.depth !== 1) return false
    const isLast = $from.after(1) === state.doc.content.size
    const added = [nodes.hr.create(), ...(isLast ? [nodes.paragraph.create()] : [])]
    const isEmpty = $from.parent.type === nodes.paragraph && !$from.parent.content.size
    const [start, end] = isEmpty ? [$from.before(1), $from.after(1)] : [$from.after(1), $from.after(1)]
    if (dispatch) {
      const tr = state.tr.replaceWith(start, end, added)
      dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(start + 1), 1)).scrollIntoView())
    }
    return true
  }
}

/**
 * The block becomes a heading of this level, for which it leaves a list and a footnote; or words, for 0.
 * @param {Record<string, NodeType>} nodes
 * @param {number} level
 */
function setText(nodes, level) {
  /** @type {Command} */
  const set = level ? setBlockType(nodes.heading, { level }) : setBlockType(nodes.paragraph)
  const leaveList = liftListItem(nodes.list_item)
  /** @type {Command} */
  const setOutside = (state, ...rest) => {
    const note = ancestor(state.selection.$from, nodes.footnote_definition)
    if (note && endsNote(state, note)) return together(lift, setOutside)(state, ...rest)
    return (
      (!note && set(state, ...rest)) ||
      (isIn(state, nodes.list_item) && together(leaveList, setOutside)(state, ...rest))
    )
  }
  return level ? setOutside : set
}

/**
 * Whether what is chosen can leave the note without parting it, and leaves words there.
 * @param {EditorState} state
 * @param {Ancestor} note
 */
function endsNote({ selection: { $from, $to } }, { node, depth }) {
  return $from.depth === depth + 1 && $from.index(depth) > 0 && $to.indexAfter(depth) === node.childCount
}

/** @param {EditorState} state */
function levelOf({ selection: { $from } }) {
  const { type, attrs } = $from.parent
  if (type.name === 'heading') return Math.max(attrs.level, 2)
  return type.name === 'paragraph' ? 0 : -1
}

/**
 * The innermost ancestor of a type: { node, pos, depth }.
 * @param {ResolvedPos} $pos
 * @param {NodeType} type
 * @returns {Ancestor | null}
 */
export function ancestor($pos, type) {
  for (let depth = $pos.depth; depth > 0; depth--) {
    const node = $pos.node(depth)
    if (node.type === type) return { node, pos: $pos.before(depth), depth }
  }
  return null
}

/**
 * @param {EditorState} state
 * @param {NodeType} type
 */
const isIn = ({ selection }, type) => ancestor(selection.$from, type) !== null

/**
 * @param {NodeType} type
 * @returns {Command}
 */
function liftOut(type) {
  return (state, dispatch) => {
    const found = ancestor(state.selection.$from, type)
    if (!found) return lift(state, dispatch)
    dispatch?.(state.tr.replaceWith(found.pos, found.pos + found.node.nodeSize, found.node.content).scrollIntoView())
    return true
  }
}

/**
 * The body stays, and so does a title that somebody wrote, as words.
 * @param {{ node: Node, pos: number }} found
 * @returns {Command}
 */
export function unwrapAdmonition({ node, pos }) {
  return (state, dispatch) => {
    const [title, ...body] = node.content.content
    const { paragraph } = state.schema.nodes
    const blocks = title.content.size ? [paragraph.create(null, title.content), ...body] : body
    if (dispatch) {
      const tr = state.tr.replaceWith(pos, pos + node.nodeSize, blocks)
      dispatch(tr.setSelection(TextSelection.near(tr.doc.resolve(pos + 1))).scrollIntoView())
    }
    return true
  }
}
