// How the text behaves under the hand.
import { baseKeymap } from '@milkdown/kit/prose/commands'
import { dropCursor } from '@milkdown/kit/prose/dropcursor'
import { gapCursor } from '@milkdown/kit/prose/gapcursor'
import { history } from '@milkdown/kit/prose/history'
import { keymap } from '@milkdown/kit/prose/keymap'
import { Plugin, PluginKey } from '@milkdown/kit/prose/state'
import { tableEditing } from '@milkdown/kit/prose/tables'
import { keys } from './keys.js'

/** @import { Node, Schema, Texts } from '../types.d.ts' */

/**
 * @param {Schema} schema
 * @param {Texts} [texts]
 */
export function behaviours(schema, texts) {
  return [
    history(),
    keys(schema, texts),
    keymap(baseKeymap),
    gapCursor(),
    dropCursor({ class: 'drop-cursor' }),
    tableEditing(),
    boxes(schema),
    lastParagraph(schema),
  ]
}

// A press on the box of a task ticks it.
/** @param {Schema} schema */
function boxes({ nodes }) {
  return new Plugin({
    key: new PluginKey('boxes'),
    props: {
      handleDOMEvents: {
        click(view, event) {
          const box = event.target instanceof HTMLElement ? event.target : null
          if (!box?.matches('input.task-box') || !box.parentElement) return false
          event.preventDefault()
          const $pos = view.state.doc.resolve(view.posAtDOM(box.parentElement, 0))
          const item = $pos.parent.type === nodes.list_item ? $pos.before() : $pos.before($pos.depth - 1)
          const attrs = view.state.doc.nodeAt(item)?.attrs
          view.dispatch(view.state.tr.setNodeMarkup(item, null, { ...attrs, checked: !attrs?.checked }))
          return true
        },
      },
    },
  })
}

// Behind a table, a note or code at the very end there is always a line to go on writing; it is not saved while empty.
/** @param {Schema} schema */
function lastParagraph({ nodes }) {
  /** @param {Node} doc */
  const isOpen = ({ lastChild }) => lastChild?.type === nodes.paragraph || lastChild?.type === nodes.heading
  return new Plugin({
    key: new PluginKey('lastParagraph'),
    appendTransaction: (transactions, _, { doc, tr }) => {
      const isChanged = transactions.some(({ docChanged }) => docChanged)
      return isChanged && !isOpen(doc) ? tr.insert(doc.content.size, nodes.paragraph.create()) : null
    },
  })
}
