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

/**
 * Resolves to { view, read(markdown) → { doc, ranges }, write(nodes) → Markdown, referTo(labels), destroy() }.
 * `ranges` says where each block of the first level stands in the source.
 */
export async function startEngine({ parent, markdown, attributes, texts, plugins }) {
  const labels = new Set()
  let ranges = []
  const editor = await Editor.make()
    .config((ctx) => {
      ctx.set(rootCtx, parent)
      ctx.set(defaultValueCtx, markdown)
      ctx.set(
        remarkStringifyOptionsCtx,
        writing(() => labels),
      )
      ctx.set(editorViewOptionsCtx, { attributes })
      ctx.update(prosePluginsCtx, (before) => [...before, ...plugins])
    })
    .use(language(texts, (tree) => (ranges = tree.children.map(rangeOf))))
    .create()
  const { ctx } = editor
  const view = ctx.get(editorViewCtx)
  const serialize = ctx.get(serializerCtx)
  const write = (nodes) =>
    nodes.length ? serialize(view.state.schema.nodes.doc.create(null, nodes)).replace(/\n+$/, '') : ''
  return { view, read, write, referTo, destroy: () => editor.destroy() }

  function read(text) {
    const doc = ctx.get(parserCtx)(text)
    return { doc, ranges }
  }

  /** From now on, only these references are written as such; others as the addresses that they stand for. */
  function referTo(known) {
    labels.clear()
    for (const label of known) labels.add(label)
  }
}

const rangeOf = ({ position }) => [position.start.offset, position.end.offset]
