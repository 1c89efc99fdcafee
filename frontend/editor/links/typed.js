// What is typed in the text offers a list beside the caret: "[[" the pages, "@" the colleagues.
import { Plugin, PluginKey } from '@milkdown/kit/prose/state'
import { askingAt } from '../../scripts/asking.js'
import { begunIn as begunAt, peopleAt } from '../../scripts/people/asking.js'
import { counted } from '../surface/parts.js'
import { Choices } from './choices.js'

/** @import { FoundPage, Source } from '../../scripts/types.d.ts' */
/** @import { Announce, Counts } from '../surface/types.d.ts' */
/** @import { EditorState, EditorView, Mark, Node, Schema } from '../types.d.ts' */
/** @import { Begun, BegunAt, Choice } from './types.d.ts' */

const BEGUN = /\[\[([^[\]\n|\ufffc]{0,80})$/

// "[[" offers the pages whose titles go on as one types, and one that is not there yet.
/**
 * @param {HTMLElement} list
 * @param {DOMStringMap} words
 * @param {Announce} announce
 */
export function typedPageLinks(list, words, announce) {
  /** @type {Source<FoundPage>} */
  const source = askingAt(list.dataset.url ?? '', 'titles')
  return completion(list, {
    name: 'typedPageLinks',
    source,
    create: list.dataset.create,
    begun: (before) => {
      const found = BEGUN.exec(before)
      return found && { length: found[0].length, letters: found[1] }
    },
    option: (page) => page,
    node: (title, schema) => schema.nodes.wiki_link.create({ title }),
    counts: { none: words.foundNone, one: words.foundOne, many: words.foundMany },
    announce,
  })
}

// "@" and letters offer the colleagues whose name goes on so; where there is none, what was typed may be anything.
/**
 * @param {HTMLElement} list
 * @param {DOMStringMap} words
 * @param {Announce} announce
 */
export function typedMentions(list, words, announce) {
  return completion(list, {
    name: 'typedMentions',
    source: peopleAt(list.dataset.url ?? ''),
    begun: begunAt,
    option: ({ name, place: theme, handle: value }) => ({ title: name, theme, value }),
    node: (handle, schema, marks) => schema.text(`@${handle} `, marks),
    counts: { one: words.peopleOne, many: words.peopleMany },
    announce,
  })
}

// `begun` finds in the text before the caret what asks for the list, { length, letters }; `source` finds what goes on so; `node` is
// what stands in its place once something is chosen. Without a word for none, a list of nothing is not announced.
/**
 * @template Found
 * @param {HTMLElement} list
 * @param {{
 *   name: string,
 *   source: Source<Found>,
 *   begun: (before: string) => Begun | null,
 *   create?: string,
 *   option: (found: Found) => Choice,
 *   node: (chosen: string, schema: Schema, marks: readonly Mark[]) => Node,
 *   counts: Counts,
 *   announce: Announce,
 * }} options
 */
function completion(list, { name, source, begun: begunAtEnd, create, option, node, counts, announce }) {
  /** @type {BegunAt | null} */
  let begun = null
  let left = -1 // where the list was sent away
  /** @type {EditorView} */
  let view
  const choices = new Choices(list, { create, picked: put })
  return new Plugin({
    key: new PluginKey(name),
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

  /**
   * @param {EditorView} view
   * @param {EditorState} [before]
   */
  function follow({ dom, state }, before) {
    if (state.doc === before?.doc && state.selection.eq(before.selection)) return
    begun = begunIn(state)
    if (!begun || begun.from !== left) left = -1
    if (!begun || left >= 0) return close()
    source.ask(begun.letters, (found, letters) => {
      if (!begun || begun.letters !== letters) return
      choices.show(found.map(option), letters, dom, 0)
      if (!found.length && !counts.none) return
      dom.setAttribute('aria-controls', list.id)
      place()
      announce(counted(counts, found.length))
    })
  }

  function close() {
    source.forget()
    choices.hide()
  }

  function place() {
    if (!begun || !choices.isOpen) return
    const { left: x, bottom, top } = view.coordsAtPos(begun.from)
    const isBelow = bottom + list.offsetHeight + 8 < innerHeight
    list.style.left = `${Math.max(8, Math.min(x, innerWidth - list.offsetWidth - 8))}px`
    list.style.top = `${isBelow ? bottom + 4 : Math.max(8, top - list.offsetHeight - 4)}px`
  }

  /** @param {string} chosen */
  function put(chosen) {
    if (!begun) return
    const { from, to } = begun
    const { schema, selection, tr } = view.state
    view.dispatch(tr.replaceWith(from, to, node(chosen, schema, selection.$from.marks())).scrollIntoView())
    view.focus()
  }

  /**
   * @param {EditorState} state
   * @returns {BegunAt | null}
   */
  function begunIn({ selection: { empty, $from } }) {
    if (!empty || !$from.parent.inlineContent || $from.parent.type.spec.code) return null
    const found = begunAtEnd($from.parent.textBetween(0, $from.parentOffset, null, '\ufffc'))
    return found && { from: $from.pos - found.length, to: $from.pos, letters: found.letters }
  }
}
