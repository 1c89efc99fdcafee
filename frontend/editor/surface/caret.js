// The caret keeps its place when the view changes: found again by the words before it, nearest to where it stood.
import { TextSelection } from '@milkdown/kit/prose/state'
import { nearest, placesOf } from './places.js'

const WORDS = 24

export function caretInSource({ view }, source) {
  const { selection, doc } = view.state
  const { nodeBefore } = selection.$from
  const words = nodeBefore?.isText ? nodeBefore.text.slice(-WORDS) : ''
  const wanted = (selection.from / doc.content.size) * source.length
  const at = words ? nearest(placesOf(source, words), wanted) : null
  return at === null ? Math.round(wanted) : at + words.length
}

export function putCaret({ view }, source, caret) {
  const { doc } = view.state
  const words = /[^\n*_`[\]()#>|\\]{0,24}$/.exec(source.slice(0, caret))[0].replace(/^(- |\d+\. )/, '')
  const wanted = (caret / Math.max(1, source.length)) * doc.content.size
  const places = []
  if (words) {
    doc.descendants((node, pos) => {
      if (node.isText) places.push(...placesOf(node.text, words).map((at) => pos + at))
    })
  }
  const at = nearest(places, wanted)
  const pos = at === null ? Math.min(doc.content.size, Math.round(wanted)) : at + words.length
  view.dispatch(view.state.tr.setSelection(TextSelection.near(doc.resolve(pos))).scrollIntoView())
}
