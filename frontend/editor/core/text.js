// The text behind the editor: as it was opened, and as it is to be saved now.
import { isSame, mergeBlocks } from './merge/blocks.js'
import { definitionsIn, labelsIn, refersTo } from './references.js'

/** @import { Engine, Node, Opened } from '../types.d.ts' */

const MOST_REREAD = 200

/** Writes lazily: only blocks that were changed, each once. */
export class Text {
  /**
   * @param {Engine} engine
   * @param {string} source
   */
  constructor(engine, source) {
    this.engine = engine
    /** @type {Opened} */
    this.opened = { source, ...engine.read(source) }
    /** @type {Set<string>} labels of the references that the text defined when it was opened */
    this.labels = new Set()
    /** @type {string[]} */
    this.definitions = []
    /** @type {Set<string>} labels of the references that it defines now */
    this.known = new Set()
    /** @type {WeakMap<Node, string>} what was written of a block among them */
    this.now = new WeakMap()
    /** @type {Map<string, string>} */
    this.reread = new Map()
    this.#begin()
  }

  /** @param {string} source */
  open(source) {
    this.opened = { source, ...this.engine.read(source) }
    return this.#begin()
  }

  #begin() {
    this.labels = labelsIn(this.opened.doc)
    /** @type {WeakMap<Node, string>} */
    this.before = new WeakMap()
    /** @type {{ doc: Node, text: string } | null} */
    this.last = null
    this.#among(this.opened.doc)
    return this.opened.doc
  }

  /** @param {Node} doc */
  isChanged(doc) {
    return doc !== this.opened.doc && !isSame(this.opened, doc)
  }

  /** @param {Node} doc */
  markdown(doc) {
    if (!this.isChanged(doc)) return this.opened.source
    if (this.last?.doc === doc) return this.last.text
    const text = this.#merged(doc)
    this.last = { doc, text }
    return text
  }

  /** @param {Node} doc */
  #merged(doc) {
    this.#among(doc)
    const lost = new Set([...this.labels].filter((label) => !this.known.has(label)))
    return mergeBlocks(this.opened, doc, {
      before: (block) => this.#write(block, this.before, this.labels),
      now: (block) => this.#write(block, this.now, this.known),
      stays: (block) => !lost.size || !refersTo(block, lost),
      isRead: (text, block) => this.#isRead(text, this.#write(block, this.now, this.known)),
    })
  }

  /**
   * What was written is forgotten when the text defines others than before.
   * @param {Node} doc
   */
  #among(doc) {
    const definitions = definitionsIn(doc)
    if (this.definitions.join('\n') === definitions.join('\n')) return
    this.definitions = definitions
    this.known = labelsIn(doc)
    this.now = new WeakMap()
    this.reread = new Map()
  }

  /**
   * @param {Node} block
   * @param {WeakMap<Node, string>} written
   * @param {Set<string>} labels
   */
  #write(block, written, labels) {
    let source = written.get(block)
    if (source === undefined) {
      this.engine.referTo(labels)
      source = this.engine.write([block])
      written.set(block, source)
    }
    return source
  }

  /**
   * @param {string} text
   * @param {string} wanted
   */
  #isRead(text, wanted) {
    const found = this.normal(text)
    return found === wanted || found === this.normal(wanted)
  }

  /**
   * What the editor writes after reading `text` among the references of the whole.
   * @param {string} text
   */
  normal(text) {
    let found = this.reread.get(text)
    if (found === undefined) {
      if (this.reread.size > MOST_REREAD) this.reread.clear()
      found = this.#rewritten(text)
      this.reread.set(text, found)
    }
    return found
  }

  /** @param {string} text */
  #rewritten(text) {
    const { doc } = this.engine.read([text, ...this.definitions].join('\n\n'))
    this.engine.referTo(this.known)
    return this.engine.write(doc.content.content.slice(0, doc.childCount - this.definitions.length))
  }
}
