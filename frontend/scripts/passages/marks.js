// Passages marked in the text: each note of the margin names its words, <mark data-passage="12"> wraps them. On a narrow
// screen a mark opens its note under the paragraph; on a wide one the notes stand in the margin, level with it.
import { findPassage, lettersOf, rangesOf, readWords, textOfPage } from './words.js'

const wide = matchMedia('(min-width: 68rem)')
const margin = () => document.getElementById('margin')
const notes = () => [...document.querySelectorAll('.m-note')]

export function markPassages() {
  const text = textOfPage()
  if (!text || !margin()) return
  bringHome()
  unwrap(text, 'mark[data-passage]')
  for (const opener of text.querySelectorAll('.m-ref')) opener.remove()
  for (const note of margin().querySelectorAll('.m-note[data-exact]')) markOne(text, note)
  place()
}

function markOne(text, note) {
  const words = readWords(text)
  const found = findPassage(words, lettersOf(words.text), note.dataset.exact, note.dataset.prefix ?? '')
  if (!found) return
  const marks = wrap(rangesOf(words, found.start, found.end), () => {
    const mark = document.createElement('mark')
    mark.dataset.passage = note.id
    return mark
  })
  if ('mine' in note.dataset) for (const mark of marks) mark.dataset.mine = ''
  if (note.id !== 'nuance') marks.at(-1)?.after(opener(note))
}

function opener(note) {
  const button = document.createElement('button')
  button.type = 'button'
  button.className = 'm-ref'
  button.setAttribute('aria-expanded', 'false')
  button.setAttribute('aria-controls', note.id)
  const name = document.createElement('span')
  name.className = 'vh'
  name.textContent = `${margin().dataset.open} `
  button.append(name, note.querySelectorAll('.m-said').length || '+')
  return button
}

export function wrap(ranges, make) {
  return ranges.map((range) => {
    const mark = make()
    range.surroundContents(mark)
    return mark
  })
}

export function unwrap(root, selector) {
  for (const mark of root.querySelectorAll(selector)) {
    const parent = mark.parentNode
    mark.replaceWith(...mark.childNodes)
    parent.normalize()
  }
}

/** The first words of the passage of a note, in the text. */
export const markOf = (note) => textOfPage()?.querySelector(`mark[data-passage="${note.id}"]`)

/** Wide: each note level with its passage, none over another. Narrow: under its paragraph once it is opened. */
export function place() {
  if (!margin()) return
  margin().classList.toggle('closed', !wide.matches && Boolean(textOfPage()?.querySelector('mark[data-passage]')))
  if (wide.matches) level()
  else for (const note of notes()) note.style.marginTop = ''
}

function level() {
  bringHome()
  const aside = margin()
  const inOrder = notes().sort((one, two) => height(one) - height(two))
  aside.append(
    ...inOrder.filter(
      (note) => !note.contains(document.activeElement) || aside.children[inOrder.indexOf(note)] !== note,
    ),
  )
  const top = aside.getBoundingClientRect().top
  let bottom = 0
  for (const note of inOrder) {
    note.style.marginTop = '0px'
    const wanted = height(note) - top
    const gap = bottom ? 24 : 0
    const down = Number.isFinite(wanted) ? Math.max(gap, wanted - bottom) : gap
    note.style.marginTop = `${Math.round(down)}px`
    bottom += down + note.offsetHeight
  }
}

const height = (note) => markOf(note)?.getBoundingClientRect().top ?? Infinity

/** Puts a note under the block that holds its passage. */
export function openUnder(note) {
  const marks = textOfPage().querySelectorAll(`mark[data-passage="${note.id}"]`)
  const block = blockOf(marks[marks.length - 1])
  if (!block) return
  block.after(note)
  note.style.marginTop = ''
  note.classList.add('opened')
  expanded(note, true)
}

function blockOf(mark) {
  let block = mark
  while (block && block.parentElement !== textOfPage()) block = block.parentElement
  return block
}

export function closeNote(note) {
  note.classList.remove('opened')
  if (note.closest('.text')) margin().append(note)
  expanded(note, false)
}

function bringHome() {
  for (const note of textOfPage().querySelectorAll('.m-note')) {
    note.classList.remove('opened')
    margin().append(note)
  }
}

function expanded(note, is) {
  textOfPage().querySelector(`.m-ref[aria-controls="${note.id}"]`)?.setAttribute('aria-expanded', String(is))
}

document.addEventListener('click', (event) => {
  const at = event.target.closest?.('mark[data-passage], .m-ref')
  if (!at || event.target.closest('a') || !getSelection().isCollapsed) return
  const note = document.getElementById(at.dataset.passage ?? at.getAttribute('aria-controls'))
  if (!note) return
  if (wide.matches) {
    note.focus({ preventScroll: true })
    note.scrollIntoView({ block: 'nearest' })
  } else if (note.classList.contains('opened')) closeNote(note)
  else openUnder(note)
})

wide.addEventListener('change', place)
addEventListener('resize', place)
