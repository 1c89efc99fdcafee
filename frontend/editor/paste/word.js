// What is peculiar to Word and Outlook: lists that are paragraphs with a marker, comments, changes that were tracked.
import { stylesOf } from './style.js'

const NUMBERED = /^\(?(\d+|[a-z]{1,2}|[ivxlcdm]+)[.)\u00b0]/i
const REMOVED = [
  'del.msoDel',
  '.MsoCommentReference',
  '.MsoCommentText',
  'a.msocomanchor',
  '[data-style*="mso-element:comment"]',
  '[data-style*="mso-element: comment"]',
  '.msocomtxt',
  '.MsoCommentSubject',
]

/**
 * Takes away what is beside the text, and names each paragraph's place in a list: data-level, data-list, data-start.
 * @param {HTMLElement} body
 */
export function prepareWord(body) {
  for (const element of body.querySelectorAll(REMOVED.join(','))) element.remove()
  /** @type {NodeListOf<HTMLElement>} */
  const paragraphs = body.querySelectorAll('p, h1, h2, h3, h4, h5, h6, div')
  for (const paragraph of paragraphs) placeInList(paragraph)
}

/** @param {HTMLElement} paragraph */
function placeInList(paragraph) {
  const level = /\blevel(\d+)/.exec(stylesOf(paragraph)['mso-list'] ?? '')?.[1]
  const marker = markerOf(paragraph)
  if (!level && !marker) {
    if (/\bMsoListParagraph/.test(paragraph.className)) paragraph.dataset.goesOn = ''
    return
  }
  const sign = (marker?.textContent ?? '').replace(/[\s\u00a0]+/g, '')
  marker?.remove()
  if (!/^(p|div)$/.test(paragraph.localName)) return
  paragraph.dataset.level = level ?? '1'
  paragraph.dataset.list = NUMBERED.test(sign) ? 'ol' : 'ul'
  if (/^\(?\d/.test(sign)) paragraph.dataset.start = String(parseInt(sign.replace('(', ''), 10))
}

// The marker stands in a span that says so; or, in older mail, in a conditional comment whose words are plain.
/** @param {HTMLElement} paragraph */
function markerOf(paragraph) {
  if (!/^(p|h\d)$/.test(paragraph.localName)) return null
  return [...paragraph.querySelectorAll('[data-style]')].find((part) =>
    /^ignore$/i.test(stylesOf(part)['mso-list'] ?? ''),
  )
}
