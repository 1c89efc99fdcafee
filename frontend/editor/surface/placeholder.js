// While there is no text, its first line says what might be written.
import { Plugin, PluginKey } from '@milkdown/kit/prose/state'
import { Decoration, DecorationSet } from '@milkdown/kit/prose/view'

/** @param {string} words */
export function placeholder(words) {
  return new Plugin({
    key: new PluginKey('placeholder'),
    props: {
      decorations: ({ doc }) => {
        const first = doc.firstChild
        if (!words || doc.childCount !== 1 || !first || first.type.name !== 'paragraph' || first.content.size)
          return null
        return DecorationSet.create(doc, [
          Decoration.node(0, first.nodeSize, { class: 'placeholder', 'data-placeholder': words }),
        ])
      },
      attributes: { 'aria-placeholder': words },
    },
  })
}

/**
 * What the bars at the head and the foot of the screen cover is not in sight: the caret keeps clear of it.
 * @param {HTMLElement} bar
 */
export function clearOfBars(bar) {
  const margin = () => ({ top: bar.offsetHeight + 16, bottom: 112, left: 8, right: 8 })
  return new Plugin({
    key: new PluginKey('clearOfBars'),
    props: {
      get scrollMargin() {
        return margin()
      },
      get scrollThreshold() {
        return margin()
      },
    },
  })
}
