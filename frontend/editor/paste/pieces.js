// The words of one block, flat: text, line breaks and pictures, each with its marks. Flat, because marks that begin or end
// on a space are no Markdown, and because two line breaks make two paragraphs wherever they stand.

/**
 * @import { Marks, Piece } from './types.d.ts'
 * @type {(keyof Marks)[]}
 */
const WRAPS = ['href', 'strong', 'em', 'del', 'code']

// Wingdings, as Outlook writes smileys and arrows
/** @type {Record<string, string>} */
const WINGDINGS = { J: '🙂', K: '😐', L: '🙁', à: '→', ß: '←', è: '→', '\uf0e0': '→', '\uf0df': '←', ü: '✓' }

/**
 * @param {string} text
 * @param {Marks} marks
 * @returns {Piece}
 */
export function textPiece(text, marks) {
  return { text: text.replace(/[\u00ad\u200b\ufeff]/g, '').replace(/[\s\u00a0]+/g, space), marks }
}

// No-break spaces are put in by the site where French wants them; those between figures are the author's.
/** @type {(spaces: string, at: number, whole: string) => string} */
const space = (spaces, at, whole) =>
  spaces === '\u00a0' && /\d/.test(whole[at - 1] ?? '') && /\d/.test(whole[at + 1] ?? '') ? spaces : ' '

/** @param {string} text */
export function wingdings(text) {
  return [...text].map((sign) => WINGDINGS[sign] ?? sign).join('')
}

/**
 * The pieces as lines of paragraphs: cut where two breaks or more follow each other, trimmed, without empty ones.
 * @param {Piece[]} pieces
 */
export function paragraphsOf(pieces) {
  /** @type {Piece[][]} */
  const paragraphs = [[]]
  let breaks = 0
  for (const piece of pieces) {
    if (piece.isBreak) breaks += 1
    else if (piece.text?.trim() === '' && breaks) continue
    else {
      if (breaks > 1) paragraphs.push([])
      else if (breaks) paragraphs[paragraphs.length - 1].push({ isBreak: true })
      breaks = 0
      paragraphs[paragraphs.length - 1].push(piece)
    }
  }
  return paragraphs.map(tidy).filter((paragraph) => paragraph.length)
}

/**
 * Without the spaces at the edges of lines and the doubled ones between pieces; marks never hold a space at their edge.
 * @param {Piece[]} pieces
 */
export function tidy(pieces) {
  /** @type {Piece[]} */
  const tidied = []
  for (const piece of pieces.flatMap(withoutEdges)) {
    const last = tidied.at(-1)
    if (piece.text && (!last || last.isBreak || last.text?.endsWith(' '))) piece.text = piece.text.replace(/^ +/, '')
    if (piece.isBreak && last?.text) last.text = last.text.trimEnd()
    if (piece.text === '') continue
    if (last?.text && piece.text && sameMarks(last.marks, piece.marks)) last.text += piece.text
    else if (!piece.isBreak || last) tidied.push(piece)
  }
  while (tidied.at(-1)?.isBreak || tidied.at(-1)?.text?.trim() === '') tidied.pop()
  const last = tidied.at(-1)
  if (last?.text) last.text = last.text.replace(/ +$/, '')
  return tidied
}

/**
 * @param {Piece} piece
 * @returns {Piece[]}
 */
function withoutEdges(piece) {
  if (!piece.text) return [piece]
  const [, before, words, after] = piece.text.match(/^( *)([\s\S]*?)( *)$/) ?? []
  const bare = {}
  if (!words) return [{ text: ' ', marks: piece.marks?.href ? { href: piece.marks.href } : bare }]
  return [
    ...(before ? [{ text: ' ', marks: bare }] : []),
    { text: words, marks: piece.marks },
    ...(after ? [{ text: ' ', marks: bare }] : []),
  ]
}

/** @type {(one?: Marks, other?: Marks) => boolean} */
const sameMarks = (one, other) => WRAPS.every((name) => (one?.[name] || null) === (other?.[name] || null))

/**
 * The pieces as nodes of a document; `without` names marks that mean nothing here, as bold in a heading.
 * @param {Piece[]} pieces
 * @param {Document} document
 * @param {(keyof Marks)[]} [without]
 * @returns {Node[]}
 */
export function nodesOf(pieces, document, without = []) {
  return pieces.map((piece) => {
    if (piece.isBreak) return document.createElement('br')
    if (piece.picture) return piece.picture
    const { marks = {}, text = '' } = piece
    return WRAPS.filter((name) => marks[name] && !without.includes(name)).reduceRight(
      (/** @type {Node} */ inner, name) => wrap(inner, name, marks[name], document),
      document.createTextNode(text),
    )
  })
}

/**
 * @param {Node} inner
 * @param {keyof Marks} name
 * @param {string | boolean | null | undefined} value
 * @param {Document} document
 */
function wrap(inner, name, value, document) {
  const element = document.createElement(name === 'href' ? 'a' : name)
  if (name === 'href') element.setAttribute('href', String(value))
  element.append(inner)
  return element
}
