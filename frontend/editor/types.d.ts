// The types that the scripts of the editor name in their comments; nothing of it is in what is built.
import type { Mark, Node, NodeType, MarkType, ResolvedPos, Schema } from '@milkdown/kit/prose/model'
import type { EditorState, Plugin, Transaction } from '@milkdown/kit/prose/state'
import type { EditorView } from '@milkdown/kit/prose/view'

export type { Plugin, Mark, Node, NodeType, MarkType, ResolvedPos, Schema, EditorState, Transaction, EditorView }

/** Does something to the text, or says whether it could where there is no `dispatch`. */
export type Command = (
  state: EditorState,
  dispatch?: (tr: Transaction) => void,
  view?: EditorView,
  options?: any,
) => boolean

export interface NamedCommand {
  command: Command
  isActive?: (state: EditorState) => boolean
}

/** A command of one editor. `run` says whether it did something. */
export interface BoundCommand {
  run(options?: object): boolean
  isActive(): boolean
  isEnabled(): boolean
}

/** A node around a place in the text. */
export interface Ancestor {
  node: Node
  pos: number
  depth: number
}

/** What the editor calls things, in the reader's language. */
export interface Texts {
  opaque?: Record<string, string>
  admonitions?: Record<string, string>
  task?: string
  colleague?: string
}

/** A node of the tree that remark reads and writes, this site's own included. */
export interface Tree {
  type: string
  [name: string]: any
}

/** Where the text of a node goes: mdast-util-to-markdown's own state, for nodes that it does not know. */
export interface Writer {
  stack: string[]
  enter(name: string): () => void
  containerPhrasing(node: Tree, info: Around): string
  containerFlow(node: Tree, info: Around): string
}

/** What stands before and behind what is written. */
export interface Around {
  before: string
  after: string
  [name: string]: any
}

export type Handler = (node: Tree, parent: Tree | undefined, state: Writer, info: Around) => string

/** micromark's machine: each step takes one sign and answers with the next step. */
export type Step = (code: number | null) => Step | undefined
export interface Token {
  type: string
  [name: string]: any
}
export interface Effects {
  enter(type: string): Token
  exit(type: string): Token
  consume(code: number | null): void
  check(construct: object, ok: Step, nok?: Step): Step
  attempt(construct: object, ok: Step, nok?: Step): Step
  interrupt(construct: object, ok: Step, nok?: Step): Step
}
export interface Tokenizing {
  previous: number | null
  events: [string, Token, Tokenizing][]
  sliceSerialize(token: Token, expandTabs?: boolean): string
}
export type Tokenize = (this: Tokenizing, effects: Effects, ok: Step, nok: Step) => Step

/** mdast-util-from-markdown's machine. */
export interface TreeBuilder {
  stack: any[]
  enter(node: object, token: Token): void
  exit(token: Token): void
  sliceSerialize(token: Token): string
}

/** A text as it was opened: `ranges` says where each block of the first level stands in the source. */
export interface Opened {
  source: string
  doc: Node
  ranges: [number, number][]
}

/** What writes blocks for the merge. */
export interface BlockWriter {
  /** The Markdown of a block among the references as they were; may be asked for the same one often. */
  before(block: Node): string
  /** The Markdown of a block among the references as they are. */
  now(block: Node): string
  /** Whether its source means the same as before. */
  stays(block: Node): boolean
  /** Whether a text is read as that block. */
  isRead(text: string, block: Node): boolean
}

/** A block of the source. */
export interface Block {
  index: number
  block: Node
  start: number
  end: number
  source: string
}

/** Which block became which: no `to` where it stayed, no `from` where it is new. */
export type Pair = { from: Block; to?: Node } | { from?: Block; to: Node }

/** A block of the text to save. */
export interface Piece extends Partial<Omit<Block, 'index' | 'block'>> {
  index: number | null
  block: Node
  text: string
  wasBlock?: Node
  isUnchanged?: boolean
}

/** What a surface can ask of the editor: see core/index.js. */
export interface Core {
  view: EditorView
  text: import('./core/text.js').Text
  commands: Record<string, BoundCommand>
  isLoading: boolean
  markdown(): string
  isChanged(): boolean
  focus(): void
  destroy(): unknown
  /** Loads another text in place of this one; it can not be undone. */
  replace(source: string): void
  /** Markdown as a document of the editor's schema, and blocks as Markdown. */
  read(source: string): Node
  write(blocks: Node[]): string
  /** Calls `listener(core)` at each change of the selection or of the text. Returns how to stop that. */
  onSelection(listener: (core: Core) => void): () => void
  /** The name of the text box, and its attributes, from now on. */
  describe(label: string, attributes: Record<string, string>): void
  addPlugins(added: readonly Plugin[]): void
  reset(doc: Node): void
  /** The picture goes where the caret is, or in the place of the picture that is selected. */
  insertImage(picture: { src: string; alt?: string; title?: string }): boolean
  insertLink(options: { href?: string; title?: string | null; text?: string }): boolean
  insertWikiLink(title: string, words?: string): boolean
  linkAtCaret(): { href: string; title: string | null; text: string; from: number; to: number } | null
  imageAtCaret(): { src: string; alt: string; title: string } | null
  heading(): string
}

/** What the editor is made with. */
export interface Options {
  parent: Element
  markdown?: string
  /** The name of the text box. */
  label?: string
  /** Called at each change of the text; cheap: nothing is written then. */
  onChange?: () => void
  /** Those that go before the editor's own. */
  plugins?: Plugin[] | ((core: Core) => Plugin[])
  handlers?: {
    texts?: Texts
    /** Attributes of the text box. */
    attributes?: Record<string, string>
    /** Called when commands may be active or enabled otherwise than before. */
    onSelection?: (core: Core) => void
  }
}

/** What runs the editor: see engine.js. */
export interface Engine {
  view: EditorView
  read(markdown: string): { doc: Node; ranges: [number, number][] }
  write(nodes: Node[]): string
  referTo(labels: Iterable<string>): void
  destroy(): unknown
}
