// The tags that authors may write (common/markup/inline.py): <br>, <sub>, <sup>, <kbd>, <abbr title="…">.

/** @import { Tree } from '../../types.d.ts' */
const OPENING = /^<(?:(sub|sup|kbd)|abbr(?: title="([^"<>\n]{1,200})")?)>$/
const BREAK = /^<br *\/?>$/

/**
 * @param {Tree[]} nodes
 * @returns {Tree[]}
 */
export function joinSmallTags(nodes) {
  if (!nodes.some(({ type }) => type === 'html')) return nodes
  const joined = []
  for (let index = 0; index < nodes.length; index++) {
    const node = nodes[index]
    const end = node.type === 'html' ? closing(nodes, index) : -1
    if (end > 0) {
      const [, tag = 'abbr', title = null] = OPENING.exec(node.value) ?? []
      joined.push({ type: 'smallTag', tag, title, children: nodes.slice(index + 1, end) })
      index = end
    } else if (node.type === 'html' && BREAK.test(node.value)) {
      joined.push({ type: 'break', tag: node.value })
    } else {
      joined.push(node)
    }
  }
  return joined
}

// No tag may stand inside another one, and none goes over the end of a line.
/**
 * @param {Tree[]} nodes
 * @param {number} index
 */
function closing(nodes, index) {
  const found = OPENING.exec(nodes[index].value)
  if (!found) return -1
  const end = nodes.findIndex((node, place) => place > index && node.type === 'html')
  if (end < index + 2 || nodes[end].value !== `</${found[1] ?? 'abbr'}>`) return -1
  const isOneLine = nodes.slice(index + 1, end).every(({ type, value }) => type !== 'break' && !value?.includes('\n'))
  return isOneLine ? end : -1
}

/** @param {Tree} node */
export const openTag = ({ tag, title }) => (title ? `<${tag} title="${title}">` : `<${tag}>`)
/** @param {Tree} node */
export const closeTag = ({ tag }) => `</${tag}>`
