// A new page begins with headings alone: under each that nobody has written under yet stands what goes there, as a room
// to press and write in. It is shown, never part of the text.
import { Plugin, PluginKey, TextSelection } from '@milkdown/kit/prose/state'
import { Decoration, DecorationSet } from '@milkdown/kit/prose/view'

/** @import { EditorView, Node } from '../types.d.ts' */

/**
 * What the page says about each heading: the names and meanings of its list of parts.
 * @param {ParentNode} page
 * @returns {Map<string, string>}
 */
export function hintsIn(page) {
  const hints = new Map()
  for (const name of page.querySelectorAll('[data-hints] dt'))
    hints.set((name.textContent ?? '').trim(), (name.nextElementSibling?.textContent ?? '').trim())
  return hints
}

/** @param {Map<string, string>} hints */
export function roomsUnderHeadings(hints) {
  return new Plugin({
    key: new PluginKey('rooms'),
    props: { decorations: ({ doc }) => (hints.size ? DecorationSet.create(doc, roomsOf(doc, hints)) : null) },
  })
}

/**
 * @param {Node} doc
 * @param {Map<string, string>} hints
 */
function roomsOf(doc, hints) {
  /** @type {Decoration[]} */
  const rooms = []
  doc.forEach((block, position, index) => {
    const hint = block.type.name === 'heading' && hints.get(block.textContent.trim())
    if (!hint) return
    const end = position + block.nodeSize
    const next = doc.maybeChild(index + 1)
    if (isOver(next))
      rooms.push(Decoration.widget(end, (view) => roomOf(view, end, hint), { key: `room ${end} ${hint}`, side: 1 }))
    else if (next && isEmpty(next) && isOver(doc.maybeChild(index + 2))) {
      rooms.push(Decoration.node(end, end + next.nodeSize, { class: 'placeholder', 'data-placeholder': hint }))
    }
  })
  return rooms
}

/** @param {Node | null} block */
const isOver = (block) => !block || block.type.name === 'heading'
/** @param {Node | null} block */
const isEmpty = (block) => block?.type.name === 'paragraph' && !block.content.size

// Said beside the form too, so that whoever hears the text is not told twice. By keyboard, Enter behind the heading does the same.
/**
 * @param {EditorView} view
 * @param {number} position
 * @param {string} hint
 */
function roomOf(view, position, hint) {
  const room = document.createElement('p')
  room.className = 'room'
  room.textContent = hint
  room.setAttribute('aria-hidden', 'true')
  room.addEventListener('mousedown', (event) => {
    event.preventDefault()
    const tr = view.state.tr.insert(position, view.state.schema.nodes.paragraph.create())
    view.dispatch(tr.setSelection(TextSelection.create(tr.doc, position + 1)).scrollIntoView())
    view.focus()
  })
  return room
}
