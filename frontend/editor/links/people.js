// "@" and letters in the text offer the colleagues whose name goes on so.
import { Plugin, PluginKey } from '@milkdown/kit/prose/state'
import { begunIn as begunAt, peopleAt } from '../../scripts/people/asking.js'
import { counted } from '../surface/parts.js'
import { Choices } from './choices.js'

export function typedMentions(parts, announce) {
  const { people: list, words } = parts
  const people = peopleAt(list.dataset.url)
  let begun = null // { from, to, letters } of what stands before the caret
  let left = -1 // where the list was sent away
  let view = null
  const choices = new Choices(list, { picked: put })
  return new Plugin({
    key: new PluginKey('typedMentions'),
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
    people.ask(begun.letters, (found, letters) => {
      if (!begun || begun.letters !== letters) return
      const options = found.map(({ name, place: theme, handle: value }) => ({ title: name, theme, value }))
      choices.show(options, letters, view.dom, 0)
      if (!found.length) return
      view.dom.setAttribute('aria-controls', list.id)
      place()
      announce(counted({ one: words.peopleOne, many: words.peopleMany }, found.length))
    })
  }

  function close() {
    people.forget()
    choices.hide()
  }

  function place() {
    if (!begun || !choices.isOpen) return
    const { left: x, bottom, top } = view.coordsAtPos(begun.from)
    const isBelow = bottom + list.offsetHeight + 8 < innerHeight
    list.style.left = `${Math.max(8, Math.min(x, innerWidth - list.offsetWidth - 8))}px`
    list.style.top = `${isBelow ? bottom + 4 : Math.max(8, top - list.offsetHeight - 4)}px`
  }

  function put(handle) {
    const { from, to } = begun
    view.dispatch(view.state.tr.insertText(`@${handle} `, from, to).scrollIntoView())
    view.focus()
  }
}

function begunIn({ selection: { empty, $from } }) {
  if (!empty || !$from.parent.inlineContent || $from.parent.type.spec.code) return null
  const found = begunAt($from.parent.textBetween(0, $from.parentOffset, null, '\ufffc'))
  return found && { from: $from.pos - found.length, to: $from.pos, letters: found.letters }
}
