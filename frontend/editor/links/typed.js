// "[[" in the text offers the pages whose titles go on as one types.
import { Plugin, PluginKey } from '@milkdown/kit/prose/state'
import { counted } from '../surface/parts.js'
import { Choices } from './choices.js'
import { Titles } from './titles.js'

const BEGUN = /\[\[([^[\]\n|\ufffc]{0,80})$/

export function typedPageLinks(parts, announce) {
  const { list, words } = { list: parts.titles, words: parts.words }
  const titles = new Titles(list.dataset.url)
  let begun = null // { from, to, query } of what stands before the caret
  let left = -1 // where the list was sent away
  let view = null
  const choices = new Choices(list, { create: list.dataset.create, picked: put })
  return new Plugin({
    key: new PluginKey('typedPageLinks'),
    view: (created) => {
      view = created
      addEventListener('scroll', place, { passive: true, capture: true })
      return { update: follow, destroy: close }
    },
    props: {
      handleKeyDown: (_view, event) => {
        const isForList = choices.onKey(event)
        if (isForList && event.key === 'Escape') left = begun?.from ?? -1
        return isForList
      },
      handleDOMEvents: {
        blur: () => {
          close()
          return false
        },
      },
    },
  })

  function follow({ state }, before) {
    if (state.doc === before?.doc && state.selection.eq(before.selection)) return
    begun = begunIn(state)
    if (!begun || begun.from !== left) left = -1
    if (!begun || left >= 0) return close()
    titles.ask(begun.query, (pages, query) => {
      if (!begun || begun.query !== query) return
      choices.show(pages, query, view.dom, 0)
      view.dom.setAttribute('aria-controls', list.id)
      place()
      announce(counted({ none: words.foundNone, one: words.foundOne, many: words.foundMany }, pages.length))
    })
  }

  function close() {
    titles.forget()
    choices.hide()
  }

  function place() {
    if (!begun || !choices.isOpen) return
    const { left: x, bottom, top } = view.coordsAtPos(begun.from)
    const isBelow = bottom + list.offsetHeight + 8 < innerHeight
    list.style.left = `${Math.max(8, Math.min(x, innerWidth - list.offsetWidth - 8))}px`
    list.style.top = `${isBelow ? bottom + 4 : Math.max(8, top - list.offsetHeight - 4)}px`
  }

  function put(title) {
    const { from, to } = begun
    const node = view.state.schema.nodes.wiki_link.create({ title })
    view.dispatch(view.state.tr.replaceWith(from, to, node).scrollIntoView())
    view.focus()
  }
}

function begunIn({ selection: { empty, $from } }) {
  if (!empty || !$from.parent.inlineContent || $from.parent.type.spec.code) return null
  const found = BEGUN.exec($from.parent.textBetween(0, $from.parentOffset, null, '\ufffc'))
  return found && { from: $from.pos - found[0].length, to: $from.pos, query: found[1] }
}
