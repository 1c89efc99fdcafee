// The editor itself, without tools around it. It reads Markdown, shows it as the page does, and writes Markdown back
// that differs from what was read in what was edited alone.
import { EditorState, NodeSelection, Plugin, PluginKey } from '@milkdown/kit/prose/state'
import { commandsOf } from './commands/index.js'
import { linkAt } from './commands/marks.js'
import { startEngine } from './engine.js'
import { behaviours } from './plugins.js'
import { asLabel, asTitle } from './syntax/wiki-links.js'
import { Text } from './text.js'

/** @import { Core, EditorView, Engine, Node, Options, Texts } from '../types.d.ts' */

/**
 * @param {Options} options
 * @returns {Promise<Core>}
 */
export async function createEditor({ parent, markdown = '', label = '', onChange, plugins = [], handlers = {} }) {
  const { texts = {}, attributes = {}, onSelection } = handlers
  const listeners = new Set(onSelection ? [onSelection] : [])
  /** @type {Core | undefined} */
  let core
  const watcher = new Plugin({
    key: new PluginKey('watcher'),
    view: () => ({
      update: (view, before) => {
        if (core) watch(core, view, before)
      },
    }),
  })
  const box = boxOf(label, attributes)
  const engine = await startEngine({ parent, markdown, attributes: box, texts, plugins: [watcher] })
  const made = coreOf(engine, new Text(engine, markdown), listeners, texts)
  core = made
  const given = typeof plugins === 'function' ? plugins(made) : plugins
  const { schema } = engine.view.state
  made.addPlugins([...given, ...behaviours(schema, texts)])
  made.reset(made.text.opened.doc)
  return made

  /**
   * @param {Core} core
   * @param {EditorView} view
   * @param {EditorState} before
   */
  function watch(core, view, before) {
    if (!core.isLoading && !view.state.doc.eq(before.doc)) onChange?.()
    const isSame = view.state.selection.eq(before.selection) && view.state.storedMarks === before.storedMarks
    if (!isSame || view.state.doc !== before.doc) for (const listener of listeners) listener(core)
  }
}

/**
 * What the text box is to whoever does not see it.
 * @param {string} label
 * @param {Record<string, string>} attributes
 * @returns {Record<string, string>}
 */
const boxOf = (label, attributes) => ({ role: 'textbox', 'aria-multiline': 'true', 'aria-label': label, ...attributes })

/**
 * @param {Engine} engine
 * @param {Text} text
 * @param {Set<(core: Core) => void>} listeners
 * @param {Texts} texts
 * @returns {Core}
 */
function coreOf(engine, text, listeners, texts) {
  const { view } = engine
  const { nodes, marks } = view.state.schema
  /** @type {Core} */
  const core = {
    view,
    text,
    isLoading: false,
    commands: commandsOf(view, texts),
    markdown: () => text.markdown(view.state.doc),
    isChanged: () => text.isChanged(view.state.doc),
    focus: () => view.focus(),
    destroy: () => engine.destroy(),
    replace: (source) => core.reset(text.open(source)),
    read: (source) => engine.read(source).doc,
    write: (blocks) => engine.write(blocks),
    onSelection: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    describe: (label, attributes) => view.setProps({ attributes: boxOf(label, attributes) }),
    addPlugins: (added) => view.updateState(view.state.reconfigure({ plugins: [...added, ...view.state.plugins] })),
    reset: (doc) => {
      core.isLoading = true
      view.updateState(EditorState.create({ doc, plugins: view.state.plugins }))
      core.isLoading = false
    },
    insertImage: ({ src, alt = '', title = '' }) => insert(nodes.image.create({ src, alt, title })),
    insertLink: (options) => core.commands.link.run(options),
    insertWikiLink: (title, words = '') => {
      return core.commands.wikiLink.run({ title: asTitle(title), label: asLabel(words) })
    },
    linkAtCaret: () => {
      const found = linkAt(view.state, marks.link)
      if (!found) return null
      const { href, title } = found.mark.attrs
      return { href, title, text: view.state.doc.textBetween(found.from, found.to), from: found.from, to: found.to }
    },
    imageAtCaret: () => {
      const { selection } = view.state
      if (!(selection instanceof NodeSelection) || selection.node.type !== nodes.image) return null
      const { src, alt, title } = selection.node.attrs
      return { src, alt, title }
    },
    heading: () => headingAbove(view.state),
  }
  return core

  /** @param {Node} node */
  function insert(node) {
    const { $from } = view.state.selection
    if (!$from.parent.inlineContent && !(view.state.selection instanceof NodeSelection)) return false
    view.dispatch(view.state.tr.replaceSelectionWith(node, true).scrollIntoView())
    view.focus()
    return true
  }
}

/**
 * The words of the heading above the caret, "" where there is none.
 * @param {EditorState} state
 */
function headingAbove({ doc, selection }) {
  let words = ''
  const top = selection.$from.index(0)
  for (let index = 0; index <= top && index < doc.childCount; index++) {
    const block = doc.child(index)
    if (block.type.name === 'heading') words = block.textContent
  }
  return words
}
