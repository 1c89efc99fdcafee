// Turns the tree that remark read into one whose every block of the first level becomes one block of the editor.
import { joinSmallTags } from './small-tags.js'

/** @import { Tree } from '../../types.d.ts' */

/** @typedef {{ source: string, definitions: Map<string, Tree>, depth: number }} Context */
const FLOW = new Set(['root', 'blockquote', 'listItem', 'admonition', 'definitionBody', 'footnoteDefinition'])
const CONTAINERS = new Set(['listItem', 'admonition', 'definitionBody', 'footnoteDefinition'])

/**
 * @param {Tree} tree
 * @param {string} source
 */
export function shapeTree(tree, source) {
  const definitions = definitionsIn(tree)
  shape(tree, { source, definitions, depth: 0 })
  return tree
}

/**
 * @param {Tree} tree
 * @param {Map<string, Tree>} [found]
 */
function definitionsIn(tree, found = new Map()) {
  for (const node of tree.children ?? []) {
    if (node.type === 'definition' && !found.has(node.identifier)) found.set(node.identifier, node)
    definitionsIn(node, found)
  }
  return found
}

/**
 * @param {Tree} node
 * @param {Context} context
 */
function shape(node, context) {
  if (!node.children) return
  const depth = context.depth + (CONTAINERS.has(node.type) ? 1 : 0)
  if (FLOW.has(node.type)) node.children = groupDefinitions(node.children, context.source)
  node.children = node.children.map((/** @type {Tree} */ child) => reshaped(child, node, { ...context, depth }))
  for (const child of node.children) shape(child, { ...context, depth })
  node.children = joinSmallTags(node.children)
}

/**
 * @param {Tree} node
 * @param {Tree} parent
 * @param {Context} context
 * @returns {Tree}
 */
function reshaped(node, parent, { source, definitions, depth }) {
  switch (node.type) {
    case 'html':
      return FLOW.has(parent.type) ? { ...node, type: 'opaque', name: 'html', label: null } : node
    case 'definition':
      return {
        type: 'opaque',
        name: 'reference',
        value: slice(source, node),
        label: node.identifier,
        position: node.position,
      }
    case 'linkReference':
      return resolved(node, 'link', definitions)
    case 'imageReference':
      return resolved(node, 'image', definitions)
    case 'link':
      return { ...node, isBare: source[node.position.start.offset] === '<' }
    case 'list':
      return { ...node, ...markers(node, source) }
    case 'code':
      return { ...node, ...codeOf(node, source, depth) }
    default:
      return node
  }
}

/** @type {(source: string, node: Tree) => string} */
const slice = (source, { position }) => source.slice(position.start.offset, position.end.offset)

/**
 * @param {Tree} node
 * @param {string} type
 * @param {Map<string, Tree>} definitions
 */
function resolved(node, type, definitions) {
  const { url, title } = /** @type {Tree} */ (definitions.get(node.identifier))
  const reference = { label: node.label ?? node.identifier, kind: node.referenceType }
  return { ...node, type, url, title, reference }
}

// How the first two items of a list are marked, so that those which are added look the same.
/**
 * @param {Tree} list
 * @param {string} source
 */
function markers(list, source) {
  const [first, second] = list.children.map((/** @type {Tree} */ item) =>
    /^(\d+|[-*+])[.)]?( *)/.exec(slice(source, item)),
  )
  const pad = first?.[2].length
  return {
    marker: list.ordered ? '' : (first?.[1] ?? '-'),
    pad: pad >= 1 && pad <= 3 ? pad : 1,
    isCounted: !(second && list.ordered && second[1] === first?.[1]),
  }
}

// Python-Markdown knows code in a list or in a note by its indentation alone: four for each of them, four for itself.
/**
 * @param {Tree} node
 * @param {string} source
 * @param {number} depth
 */
function codeOf(node, source, depth) {
  const text = slice(source, node)
  const isIndented = !/^ {0,3}(```|~~~)/.test(text)
  if (!isIndented || depth === 0) return { isIndented }
  const indentation = new RegExp(`^ {0,${4 * depth + 4}}`)
  const start = source.lastIndexOf('\n', node.position.start.offset) + 1
  const lines = source.slice(start, node.position.end.offset).split('\n')
  if (/^ *>/.test(lines[0]) || /^ *([-*+:]|\d+[.)]) /.test(lines[0])) return { isIndented }
  return { isIndented, value: lines.map((line) => line.replace(indentation, '')).join('\n') }
}

// A paragraph before ":   …" holds the terms that are defined, one a line.
/**
 * @param {Tree[]} nodes
 * @param {string} source
 */
function groupDefinitions(nodes, source) {
  /** @type {Tree[]} */
  const grouped = []
  for (const node of nodes) {
    const last = grouped.at(-1)
    if (node.type !== 'definitionBody') {
      grouped.push(node)
    } else if (last?.type === 'definitionList') {
      extend(last, [body(node, source)])
    } else if (last?.type === 'paragraph') {
      const before = grouped.at(-2)
      const list =
        before?.type === 'definitionList' ? before : { type: 'definitionList', children: [], position: last.position }
      grouped.length -= list === before ? 2 : 1
      grouped.push(extend(list, [...terms(last), body(node, source)]))
    } else {
      grouped.push({
        type: 'opaque',
        name: 'unknown',
        value: slice(source, node),
        label: null,
        position: node.position,
      })
    }
  }
  return grouped
}

/**
 * @param {Tree} list
 * @param {Tree[]} children
 */
function extend(list, children) {
  list.children.push(...children)
  list.position = { start: list.position.start, end: children[children.length - 1].position.end }
  return list
}

/**
 * @param {Tree} node
 * @param {string} source
 * @returns {Tree}
 */
function body(node, source) {
  const before = source.slice(0, node.position.start.offset)
  return { ...node, spread: /\n[ \t>]*\n[ \t>]*$/.test(before) }
}

/**
 * @param {Tree} paragraph
 * @returns {Tree[]}
 */
function terms(paragraph) {
  /** @type {Tree[][]} */
  const found = [[]]
  for (const node of paragraph.children) {
    const [first, ...rest] = node.type === 'text' ? node.value.split('\n') : [node]
    found[found.length - 1].push(node.type === 'text' ? { type: 'text', value: first } : first)
    for (const value of rest) found.push([{ type: 'text', value }])
  }
  const filled = found.map((children) => children.filter(({ type, value }) => type !== 'text' || value))
  return filled.map((children) => ({ type: 'definitionTerm', children, position: paragraph.position }))
}
