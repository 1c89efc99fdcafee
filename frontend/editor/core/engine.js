// Milkdown without its Crepe: the schema, the reader and the writer of the site's Markdown, and a view.
import {
  Editor,
  defaultValueCtx,
  editorViewCtx,
  editorViewOptionsCtx,
  parserCtx,
  prosePluginsCtx,
  remarkStringifyOptionsCtx,
  rootCtx,
  serializerCtx,
} from '@milkdown/kit/core'
import { language } from './nodes/index.js'
import { writing } from './syntax/writing.js'

/** @import { Engine, Node, Plugin, Texts, Tree } from '../types.d.ts' */

/**
 * `ranges` of what it reads says where each block of the first level stands in the source.
 * @param {object} options
 * @param {Element} options.parent
 * @param {string} options.markdown
 * @param {Record<string, string>} options.attributes of the text box
 * @param {Texts} options.texts
 * @param {Plugin[]} options.plugins
 * @returns {Promise<Engine>}
 */
export async function startEngine({ parent, markdown, attributes, texts, plugins }) {
  /** @type {Set<string>} */
  const labels = new Set()
  /** @type {[number, number][]} */
  let ranges = []
  const editor = await Editor.make()
    .config((ctx) => {
      ctx.set(rootCtx, parent)
      ctx.set(defaultValueCtx, markdown)
      ctx.set(
        remarkStringifyOptionsCtx,
        /** @type {any} */ (writing(() => labels)), // with nodes that remark does not know
      )
      ctx.set(editorViewOptionsCtx, { attributes })
      ctx.update(prosePluginsCtx, (before) => [...before, ...plugins])
    })
    .use(language(texts, (tree) => (ranges = tree.children.map(rangeOf))))
    .create()
  const { ctx } = editor
  const view = ctx.get(editorViewCtx)
  const serialize = ctx.get(serializerCtx)
  /** @param {Node[]} nodes */
  const write = (nodes) =>
    nodes.length ? serialize(view.state.schema.nodes.doc.create(null, nodes)).replace(/\n+$/, '') : ''
  return { view, read, write, referTo, destroy: () => editor.destroy() }

  /** @param {string} text */
  function read(text) {
    const doc = ctx.get(parserCtx)(text)
    return { doc, ranges }
  }

  /**
   * From now on, only these references are written as such; others as the addresses that they stand for.
   * @param {Iterable<string>} known
   */
  function referTo(known) {
    labels.clear()
    for (const label of known) labels.add(label)
  }
}

/** @type {(node: Tree) => [number, number]} */
const rangeOf = ({ position }) => [position.start.offset, position.end.offset]
