// Blocks that hold blocks. Whatever is inside is indented by four.

/** @import { Around, Handler, Tree, Writer } from '../../types.d.ts' */
export const containers = {
  list,
  listItem,
  admonition,
  footnoteDefinition,
  definitionList,
  definitionTerm,
  definitionBody,
}

/**
 * The blank lines between two blocks: one, but in lists and definitions that are set close.
 * @param {Tree} left
 * @param {Tree} right
 * @param {Tree} parent
 */
export function joining(left, right, parent) {
  if (parent.type === 'list') return parent.spread || left.spread || right.spread ? 1 : 0
  if (parent.type === 'listItem' && !parent.spread && left.type === 'paragraph' && right.type === 'list') return 0
  if (parent.type !== 'definitionList') return 1
  if (right.type === 'definitionBody') return right.spread || isLong(left) ? 1 : 0
  return left.type === 'definitionTerm' ? 0 : 1
}

/** @param {Tree} node */
const isLong = ({ type, children }) => type === 'definitionBody' && children.length > 1

/**
 * @param {Tree} node
 * @param {Writer} state
 * @param {Around} info
 */
function inside(node, state, info) {
  const exit = state.enter(node.type)
  const source = state.containerFlow(node, info)
  exit()
  return source
}

/** @param {string} source */
function indent(source, width = 4) {
  return source.replace(/\n(?=[^\n])/g, `\n${' '.repeat(width)}`)
}

/** @type {Handler} */
function list(node, _, state, info) {
  return inside(node, state, info)
}

/**
 * @param {Tree} node
 * @param {Tree} parent
 * @param {Writer} state
 * @param {Around} info
 */
function listItem(node, parent, state, info) {
  const number = (parent.start ?? 1) + (parent.isCounted === false ? 0 : parent.children.indexOf(node))
  const marker = parent.ordered ? `${number}.` : parent.marker || '-'
  const pad = marker.length + (parent.pad ?? 1) <= 4 ? (parent.pad ?? 1) : 1
  const box = typeof node.checked === 'boolean' ? `[${node.checked ? 'x' : ' '}] ` : ''
  const source = inside(node, state, info)
  return marker + (source || box ? ' '.repeat(pad) : '') + box + indent(source, Math.max(4, marker.length + pad))
}

/** @type {Handler} */
function admonition(node, _, state, info) {
  const title = node.title === null ? '' : ` "${node.title}"`
  const body = inside(node, state, info)
  return `!!! ${node.kind}${title}${body && `\n${' '.repeat(4)}${indent(body)}`}`
}

/** @type {Handler} */
function footnoteDefinition(node, _, state, info) {
  return `[^${node.label}]: ${indent(inside(node, state, info))}`
}

/** @type {Handler} */
function definitionList(node, _, state, info) {
  return inside(node, state, info)
}

/** @type {Handler} */
function definitionTerm(node, _, state, info) {
  const exit = state.enter('definitionTerm')
  const source = state.containerPhrasing(node, { ...info, before: '\n', after: '\n' })
  exit()
  return source.replace(/\n/g, ' ')
}

/** @type {Handler} */
function definitionBody(node, _, state, info) {
  return `:   ${indent(inside(node, state, info))}`
}

/**
 * Always with signs before it: a heading of several lines, underlined, is none to Python-Markdown.
 * @type {Handler}
 */
export function heading(node, _, state, info) {
  const exit = state.enter('headingAtx')
  const words = state.containerPhrasing(node, { ...info, before: '# ', after: '\n' }).replace(/^[ \t]+/, '')
  exit()
  return `${'#'.repeat(node.depth)} ${words}`.replace(/ +$/, '')
}

/**
 * Python-Markdown reads fences at the margin only; elsewhere code is known by its indentation.
 * @type {Handler}
 */
export function code(node, _, state) {
  const value = String(node.value ?? '')
  const isInside = state.stack.some((name) => name in containers || name === 'blockquote')
  if (isInside || (node.isIndented && !node.lang && value.trim())) return value.replace(/^(?=.)/gm, '    ')
  const fence = '`'.repeat(Math.max(3, ...(value.match(/`{3,}/g) ?? []).map(({ length }) => length + 1)))
  return `${fence}${[node.lang, node.meta].filter(Boolean).join(' ')}\n${value}${value && '\n'}${fence}`
}
