// The caret keeps its place when the view changes: found again by the words before it, nearest to where it stood.
import { AllSelection, TextSelection } from '@milkdown/kit/prose/state'
import { nearest, placesOf } from './places.js'

/** @import { Core } from '../types.d.ts' */

const WORDS = 24

/**
 * @param {Core} core
 * @param {string} source
 */
export function caretInSource({ view }, source) {
  const { selection, doc } = view.state
  const { nodeBefore } = selection.$from
  const words = nodeBefore?.text?.slice(-WORDS) ?? ''
  const wanted = (selection.from / doc.content.size) * source.length
  const at = words ? nearest(placesOf(source, words), wanted) : null
  return at === null ? Math.round(wanted) : at + words.length
}

/**
 * What is selected in the source is selected in the text: all of it, or the place where the caret is.
 * @param {Core} core
 * @param {string} source
 * @param {number} from
 * @param {number} to
 */
export function selectAsIn(core, source, from, to) {
  const { state } = core.view
  if (from === 0 && to === source.length && to) core.view.dispatch(state.tr.setSelection(new AllSelection(state.doc)))
  else putCaret(core, source, to)
}

/**
 * @param {Core} core
 * @param {string} source
 * @param {number} caret
 */
export function putCaret({ view }, source, caret) {
  const { doc } = view.state
  const [before] = /[^\n*_`[\]()#>|\\]{0,24}$/.exec(source.slice(0, caret)) ?? ['']
  const words = before.replace(/^(- |\d+\. )/, '')
  const wanted = (caret / Math.max(1, source.length)) * doc.content.size
  const pos = endOf(words) ?? endOf(words.trimEnd()) ?? Math.min(doc.content.size, Math.round(wanted))
  view.dispatch(view.state.tr.setSelection(TextSelection.near(doc.resolve(pos))).scrollIntoView())

  /**
   * Where these words end in the text, nearest to where they are expected; null where they do not stand there.
   * @param {string} some
   */
  function endOf(some) {
    /** @type {number[]} */
    const places = []
    if (some) {
      doc.descendants((node, pos) => {
        if (node.text) places.push(...placesOf(node.text, some).map((at) => pos + at))
      })
    }
    const at = nearest(places, wanted)
    return at === null ? null : at + some.length
  }
}

/**
 * The space that has just been typed behind the last word of a line is none in Markdown: without it the next word would join
 * the last one.
 * @param {Core} core
 * @param {string} source
 * @param {number} caret
 */
export function putSpace({ view }, source, caret) {
  const { $from, empty } = view.state.selection
  if (!empty || !/\S $/.test(source.slice(0, caret)) || !/\S$/.test($from.nodeBefore?.text ?? '')) return
  view.dispatch(view.state.tr.insertText(' '))
}
