// References and notes: what a text defines, and who leans on it.
import { normal } from './syntax/writing.js'

/** @import { Node } from '../types.d.ts' */

/**
 * The labels of the references that a text defines.
 * @param {Node} doc
 * @returns {Set<string>}
 */
export function labelsIn(doc) {
  const found = new Set()
  doc.descendants((node) => {
    if (node.type.name === 'opaque' && node.attrs.label !== null) found.add(normal(node.attrs.label))
    return !node.isTextblock
  })
  return found
}

/**
 * The shortest sources of all definitions: put behind a part of the text, they make it read as in the whole.
 * @param {Node} doc
 * @returns {string[]}
 */
export function definitionsIn(doc) {
  /** @type {string[]} */
  const found = []
  doc.descendants((node) => {
    if (node.type.name === 'opaque' && node.attrs.label !== null) found.push(node.attrs.value)
    if (node.type.name === 'footnote_definition') found.push(`[^${node.attrs.label}]: .`)
    return !node.isTextblock
  })
  return found
}

/**
 * Whether a block holds a link or a picture by one of these labels.
 * @param {Node} block
 * @param {Set<string>} labels
 */
export function refersTo(block, labels) {
  let isFound = false
  block.descendants((node) => {
    const given = [node.attrs.reference, ...node.marks.map(({ attrs }) => attrs.reference)]
    isFound ||= given.some((reference) => reference && labels.has(normal(reference.label)))
    return !isFound
  })
  return isFound
}
