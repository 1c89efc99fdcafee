// The text behind the editor: as it was opened, and as it is to be saved now.
import { isSame, mergeBlocks } from './merge/blocks.js'
import { definitionsIn, labelsIn, refersTo } from './references.js'

const MOST_REREAD = 200

/** Writes lazily: only blocks that were changed, each once. */
export class Text {
  constructor(engine, source) {
    this.engine = engine
    this.open(source)
  }

  open(source) {
    this.opened = { source, ...this.engine.read(source) }
    this.labels = labelsIn(this.opened.doc)
    this.before = new WeakMap()
    this.last = null
    this.#among(this.opened.doc)
    return this.opened.doc
  }

  isChanged(doc) {
    return doc !== this.opened.doc && !isSame(this.opened, doc)
  }

  markdown(doc) {
    if (!this.isChanged(doc)) return this.opened.source
    if (this.last?.doc !== doc) this.last = { doc, text: this.#merged(doc) }
    return this.last.text
  }

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

  /** What was written is forgotten when the text defines others than before. */
  #among(doc) {
    const definitions = definitionsIn(doc)
    if (this.definitions?.join('\n') === definitions.join('\n') && this.now) return
    this.definitions = definitions
    this.known = labelsIn(doc)
    this.now = new WeakMap()
    this.reread = new Map()
  }

  #write(block, written, labels) {
    if (!written.has(block)) {
      this.engine.referTo(labels)
      written.set(block, this.engine.write([block]))
    }
    return written.get(block)
  }

  #isRead(text, wanted) {
    const found = this.normal(text)
    return found === wanted || found === this.normal(wanted)
  }

  /** What the editor writes after reading `text` among the references of the whole. */
  normal(text) {
    if (!this.reread.has(text)) {
      if (this.reread.size > MOST_REREAD) this.reread.clear()
      this.reread.set(text, this.#rewritten(text))
    }
    return this.reread.get(text)
  }

  #rewritten(text) {
    const { doc } = this.engine.read([text, ...this.definitions].join('\n\n'))
    this.engine.referTo(this.known)
    return this.engine.write(doc.content.content.slice(0, doc.childCount - this.definitions.length))
  }
}
