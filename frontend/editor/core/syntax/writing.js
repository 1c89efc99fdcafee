// Writes the tree as Markdown that Python-Markdown reads: sub-lists four spaces in, two spaces before a line's end.
import { destination, escaped, titleSource } from './escapes.js'
import { mentionSource } from './mentions.js'
import { closeTag, openTag } from './small-tags.js'
import { wikiLinkSource } from './wiki-links.js'
import { table } from './writing-tables.js'
import { code, containers, heading, joining } from './writing-blocks.js'

/** @import { Around, Handler, Tree, Writer } from '../../types.d.ts' */

/**
 * The options of remark-stringify. `labels` gives the references that the text defines just now.
 * @param {() => Set<string>} labels
 */
export function writing(labels) {
  return {
    bullet: '-',
    rule: '-',
    emphasis: '*',
    strong: '*',
    fences: true,
    encode: [],
    join: [joining],
    handlers: {
      ...containers,
      heading,
      table,
      code,
      text,
      break: lineBreak,
      emphasis: marked((node) => node.marker || '*'),
      strong: marked((node) => (node.marker || '*').repeat(2)),
      delete: marked(() => '~~'),
      smallTag: Object.assign(smallTag, { peek: () => '<' }),
      inlineCode,
      wikiLink,
      mention: mentionSource,
      footnoteReference,
      html: verbatim,
      opaque: verbatim,
      link: Object.assign(link, { peek: () => '[' }),
      image: Object.assign(image, { peek: () => '!' }),
    },
  }

  /** @type {Handler} */
  function text({ value }, _, state, info) {
    const { isHeading, ...where } = place(state)
    const words = where.isOneLine ? value.replace(/[ \t]*\n[ \t]*/g, ' ') : value
    const written = escaped(words, { ...info, ...where, labels: labels() })
    // Signs that close a heading are no part of it.
    return isHeading && info.after === '\n' ? written.replace(/#(?=[ \t]*$)/, '\\#') : written
  }

  /** @type {Handler} */
  function link(node, _, state, info) {
    if (node.isBare && isItsOwnText(node)) return `<${node.url}>`
    const exit = state.enter('label')
    const text = state.containerPhrasing(node, { ...info, before: '[', after: ']' })
    exit()
    const { reference } = node
    if (reference && labels().has(normal(reference.label))) return referring(text, reference)
    return `[${text}](${destination(node.url)}${titleSource(node.title)})`
  }

  /** @type {Handler} */
  function image(node, _, state) {
    const alt = escaped(node.alt ?? '', { ...place(state), before: '[', inLabel: true }).replace(/\n/g, ' ')
    const { reference } = node
    if (reference && labels().has(normal(reference.label))) return `!${referring(alt, reference)}`
    return `![${alt}](${destination(node.url)}${titleSource(node.title)})`
  }
}

/** @type {Handler} */
const lineBreak = (node, _, state) => node.tag || (place(state).isOneLine ? '<br>' : '  \n')

/** @type {Handler} */
const wikiLink = (node, _, state) => wikiLinkSource(/** @type {any} */ (node), place(state))

/** @type {Handler} */
const footnoteReference = ({ label }) => `[^${label}]`

/** @type {Handler} */
const verbatim = ({ value }) => value ?? ''

/** @param {string} label */
export const normal = (label) => label.trim().replace(/\s+/g, ' ').toLowerCase()

/** @param {Writer} state */
function place(state) {
  const inTable = state.stack.includes('tableCell')
  const isHeading = state.stack.includes('headingAtx')
  const isOneLine = inTable || isHeading || state.stack.includes('definitionTerm')
  return { inTable, isOneLine, isHeading, inLabel: state.stack.includes('label') }
}

/** @param {Tree} node */
function isItsOwnText({ url, children }) {
  const text = children.length === 1 && children[0].type === 'text' ? children[0].value : ''
  return text !== '' && (text === url || `mailto:${text}` === url) && !/[\s<>]/.test(text)
}

/**
 * @param {string} text
 * @param {{ label: string, kind: string }} reference
 */
function referring(text, { label, kind }) {
  if (kind === 'full' || normal(text) !== normal(label)) return `[${text}][${label}]`
  return kind === 'collapsed' ? `[${text}][]` : `[${text}]`
}

/** @type {Handler} */
function smallTag(node, _, state, info) {
  const words = state.containerPhrasing(node, { ...info, before: '>', after: '<' })
  return words.trim() ? openTag(node) + words + closeTag(node) : words
}

// Spaces at the ends of what is marked go outside: marks beside a space are no marks.
/** @param {(node: Tree) => string} sign */
function marked(sign) {
  /** @type {Handler} */
  const handler = (node, _, state, info) => {
    const mark = sign(node)
    const source = state.containerPhrasing(node, { ...info, before: mark, after: mark })
    const [, before, words, after] = /^(\s*)([\s\S]*?)(\s*)$/.exec(source) ?? []
    return words ? before + mark + words + mark + after : source
  }
  return Object.assign(handler, { peek: (/** @type {Tree} */ node) => sign(node)[0] })
}

/** @type {Handler} */
function inlineCode(node, _, state) {
  const value = String(node.value || '').replace(/\s*\n\s*/g, ' ')
  const longest = Math.max(0, ...(value.match(/`+/g) ?? []).map((ticks) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  const pad = /^`|`$/.test(value) || /^ .* $/.test(value) ? ' ' : ''
  return `${fence}${pad}${place(state).inTable ? value.replace(/\|/g, '\\|') : value}${pad}${fence}`
}
inlineCode.peek = () => '`'
