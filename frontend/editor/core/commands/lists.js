// Commands for lists: one of three kinds, deeper, less deep.
import { wrapInList, liftListItem, sinkListItem } from '@milkdown/kit/prose/schema-list'
import { ancestor } from './blocks.js'

/** @import { Command, EditorState, NamedCommand, Node, ResolvedPos, Schema, Transaction } from '../../types.d.ts' */

/** @typedef {'bullet' | 'ordered' | 'task'} Kind */

/**
 * @param {Schema} schema
 * @returns {Record<string, NamedCommand>}
 */
export function listCommands({ nodes }) {
  return {
    bulletList: kind('bullet'),
    orderedList: kind('ordered'),
    taskList: kind('task'),
    indent: { command: sinkListItem(nodes.list_item) },
    outdent: { command: liftListItem(nodes.list_item) },
  }

  /**
   * @param {Kind} name
   * @returns {NamedCommand}
   */
  function kind(name) {
    return { command: (state, dispatch) => toggle(state, dispatch, name), isActive: (state) => kindAt(state) === name }
  }

  /**
   * @param {EditorState} state
   * @param {((tr: Transaction) => void) | undefined} dispatch
   * @param {Kind} name
   */
  function toggle(state, dispatch, name) {
    const list = listAt(state.selection.$from)
    if (!list) return wrap(state, dispatch, name)
    if (kindAt(state) === name) return liftListItem(nodes.list_item)(state, dispatch)
    dispatch?.(converted(state.tr, list, name))
    return true
  }

  /**
   * @param {EditorState} state
   * @param {((tr: Transaction) => void) | undefined} dispatch
   * @param {Kind} name
   */
  function wrap(state, dispatch, name) {
    const type = name === 'ordered' ? nodes.ordered_list : nodes.bullet_list
    return wrapInList(type)(state, dispatch && ((tr) => dispatch(name === 'task' ? withBoxes(tr) : tr)))
  }

  /** @param {Transaction} tr */
  function withBoxes(tr) {
    const { $from, $to } = tr.selection
    const list = listAt($from)
    tr.doc.nodesBetween($from.pos, $to.pos, (node, pos, parent) => {
      if (node.type === nodes.list_item && parent === list?.node)
        tr.setNodeMarkup(pos, null, { ...node.attrs, checked: false })
    })
    return tr
  }

  /**
   * @param {Transaction} tr
   * @param {{ node: Node, pos: number }} list
   * @param {Kind} name
   */
  function converted(tr, { node, pos }, name) {
    const type = name === 'ordered' ? nodes.ordered_list : nodes.bullet_list
    if (node.type !== type) tr.setNodeMarkup(pos, type, { spread: node.attrs.spread })
    node.forEach((item, offset) => {
      const checked = name === 'task' ? (item.attrs.checked ?? false) : null
      if (item.attrs.checked !== checked) tr.setNodeMarkup(pos + 1 + offset, null, { ...item.attrs, checked })
    })
    return tr
  }

  /** @param {EditorState} state */
  function kindAt({ selection: { $from } }) {
    const list = listAt($from)
    if (!list) return null
    if (ancestor($from, nodes.list_item)?.node.attrs.checked !== null) return 'task'
    return list.node.type === nodes.ordered_list ? 'ordered' : 'bullet'
  }

  /** @param {ResolvedPos} $pos */
  function listAt($pos) {
    const item = ancestor($pos, nodes.list_item)
    return item && { node: $pos.node(item.depth - 1), pos: $pos.before(item.depth - 1) }
  }
}
