// What was copied in another program, as the plain structure of a page: headings, paragraphs, lists, tables, quotations,
// links, bold, italics. Everything else stays behind. Pure: a document goes in, a new one comes out.
import { nest, listFrom, namedLevel } from './lists.js'
import { NOTHING, marksInside } from './marks.js'
import { BLOCK, headingLevel, isBlock, isElement, isText, startOf, wrapped } from './nodes.js'
import { ownPicture, readPicture } from './pictures.js'
import { nodesOf, paragraphsOf, textPiece, tidy, wingdings } from './pieces.js'
import { isHidden, stylesOf } from './style.js'
import { isForLayout, tableFrom } from './tables.js'
import { prepareWord } from './word.js'

/** @import { Item, Marks, Piece, Run } from './types.d.ts' */

const DROPPED = new Set(
  'script style meta link title head base template noscript object embed iframe video audio canvas svg math select option button textarea input'.split(
    ' ',
  ),
)
const DEEPEST_HEADING = 4

/**
 * What is left of a copied document: `html`, and how many pictures were left out. `origin` is that of the site.
 * @param {Document} source
 * @param {string} origin
 */
export function cleanPaste(source, origin) {
  prepareWord(source.body)
  const reader = new Reader(source.implementation.createHTMLDocument(''), origin)
  const blocks = reader.blocksOf(source.body)
  const body = reader.document.body
  body.append(...blocks)
  shiftHeadings(body)
  restoreEdges(source.body, body)
  return { html: body.innerHTML, picturesLeftOut: reader.picturesLeftOut }
}

// A page has its own title: what was the first level becomes the second, and the rest follows.
/** @param {HTMLElement} body */
function shiftHeadings(body) {
  const headings = [...body.querySelectorAll('h1, h2, h3, h4, h5, h6')]
  const shift = headings.some((heading) => heading.localName === 'h1') ? 1 : 0
  for (const heading of headings) {
    const level = Math.min(Number(heading.localName[1]) + shift, DEEPEST_HEADING)
    const shifted = body.ownerDocument.createElement(`h${level}`)
    shifted.append(...heading.childNodes)
    heading.replaceWith(shifted)
  }
}

// Words from the middle of a sentence keep the spaces at their ends; the mark says that they are no paragraph of their own.
/**
 * @param {HTMLElement} source
 * @param {HTMLElement} body
 */
function restoreEdges(source, body) {
  const only = body.firstElementChild
  if (source.querySelector(BLOCK) || body.childElementCount !== 1 || only?.localName !== 'p') return
  const words = fragmentText(source)
  if (/^\s/.test(words)) only.prepend(' ')
  if (/\s$/.test(words)) only.append(' ')
  only.setAttribute('data-pm-slice', '1 1 []')
}

// Windows puts line ends around the fragment that was copied, which comments delimit.
/** @param {HTMLElement} source */
function fragmentText(source) {
  const walker = source.ownerDocument.createTreeWalker(source, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_COMMENT)
  let words = ''
  while (walker.nextNode()) {
    const { nodeType, data } = /** @type {CharacterData} */ (walker.currentNode)
    if (nodeType === Node.TEXT_NODE) words += data
    else if (data === 'StartFragment') words = ''
    else if (data === 'EndFragment') return words
  }
  return words
}

class Reader {
  picturesLeftOut = 0

  /**
   * @param {Document} document
   * @param {string} origin
   */
  constructor(document, origin) {
    this.document = document
    this.origin = origin
  }

  /**
   * The blocks in `container`, a new run: what is inside a list item or a quotation.
   * @param {HTMLElement} container
   * @param {Marks} [marks]
   * @param {boolean} [isInside]
   * @returns {Element[]}
   */
  blocksOf(container, marks = NOTHING, isInside = false) {
    /** @type {Run} */
    const run = { blocks: [], pieces: [], items: [], isInside }
    this.walk(container, marks, run)
    this.endItems(run)
    return run.blocks
  }

  /**
   * @param {HTMLElement} container
   * @param {Marks} marks
   * @param {Run} run
   */
  walk(container, marks, run) {
    for (const node of container.childNodes) {
      if (isText(node)) run.pieces.push(textPiece(node.data, marks))
      else if (isElement(node) && !DROPPED.has(node.localName) && !isHidden(node)) this.read(node, marks, run)
    }
    if (isBlock(container)) this.endParagraph(run)
  }

  /**
   * @param {HTMLElement} element
   * @param {Marks} marks
   * @param {Run} run
   */
  read(element, marks, run) {
    if (element.localName === 'br') run.pieces.push({ isBreak: true })
    else if (element.localName === 'img') this.readImage(element, marks, run)
    else if (isBlock(element)) this.readBlock(element, marks, run)
    else this.readInline(element, marks, run)
  }

  /**
   * @param {HTMLElement} element
   * @param {Marks} marks
   * @param {Run} run
   */
  readInline(element, marks, run) {
    if (/wingdings/i.test(stylesOf(element)['font-family'] ?? '') && !element.childElementCount) {
      run.pieces.push(textPiece(wingdings(element.textContent), marks))
    } else this.walk(element, marksInside(element, marks, this.origin), run)
  }

  /**
   * @param {HTMLElement} image
   * @param {Marks} marks
   * @param {Run} run
   */
  readImage(image, marks, run) {
    const { own, sign, isLeftOut } = readPicture(image, this.origin)
    if (own) run.pieces.push({ picture: ownPicture(image, own, this.document) })
    else if (sign) run.pieces.push(textPiece(sign, marks))
    else if (isLeftOut) this.picturesLeftOut += 1
  }

  /**
   * @param {HTMLElement} element
   * @param {Marks} marks
   * @param {Run} run
   */
  readBlock(element, marks, run) {
    const inside = marksInside(element, marks, this.origin)
    this.endParagraph(run)
    if (element.dataset.level) this.addWordItem(element, inside, run)
    else if ('goesOn' in element.dataset && run.items.length)
      run.items[run.items.length - 1].blocks.push(...this.blocksOf(element, inside, true))
    else if (headingLevel(element) && !run.isInside && element.textContent.trim()) this.addHeading(element, inside, run)
    else if (/^(ul|ol)$/.test(element.localName)) this.addList(element, inside, run)
    else if (element.localName === 'table') this.addTable(/** @type {HTMLTableElement} */ (element), inside, run)
    else if (element.localName === 'blockquote') this.addQuotation(element, inside, run)
    else if (element.localName === 'pre') this.addCode(element, run)
    else this.walk(element, element.localName === 'dt' ? { ...inside, strong: true } : inside, run)
  }

  /**
   * @param {Run} run
   * @param {...Element} blocks
   */
  add(run, ...blocks) {
    this.endItems(run)
    run.blocks.push(...blocks)
  }

  /** @param {Run} run */
  endParagraph(run) {
    const paragraphs = paragraphsOf(run.pieces)
    run.pieces = []
    if (paragraphs.length)
      this.add(run, ...paragraphs.map((pieces) => this.element('p', nodesOf(pieces, this.document))))
  }

  /** @param {Run} run */
  endItems(run) {
    const items = run.items
    run.items = []
    if (items.length) run.blocks.push(...nest(items, this.document))
  }

  /**
   * @param {HTMLElement} element
   * @param {Marks} marks
   * @param {Run} run
   */
  addWordItem(element, marks, run) {
    const { level, list, start } = element.dataset
    delete element.dataset.level
    const blocks = this.blocksOf(element, marks, true)
    if (blocks.length) run.items.push({ level: Number(level), kind: list ?? 'ul', start: Number(start ?? 1), blocks })
  }

  /**
   * @param {HTMLElement} element
   * @param {Marks} marks
   * @param {Run} run
   */
  addHeading(element, marks, run) {
    const name = `h${headingLevel(element)}`
    this.add(run, this.element(name, nodesOf(this.lineOf(element, marks, ' '), this.document, ['strong', 'del'])))
  }

  /**
   * @param {HTMLElement} element
   * @param {Marks} marks
   * @param {Run} run
   */
  addList(element, marks, run) {
    const items = /** @type {HTMLElement[]} */ ([...element.children])
    if (items.length && items.every((item) => item.localName === 'li' && namedLevel(item))) {
      for (const item of items) run.items.push(this.itemByLevel(item, element, marks))
      run.items = run.items.filter(({ blocks }) => blocks.length)
      return
    }
    const list = listFrom(this.entriesOf(element, marks), element.localName, startOf(element), this.document)
    if (list) this.add(run, list)
  }

  /**
   * @param {HTMLElement} item
   * @param {HTMLElement} list
   * @param {Marks} marks
   * @returns {Item}
   */
  itemByLevel(item, list, marks) {
    const blocks = this.blocksOf(item, marks, true)
    return { level: namedLevel(item), kind: list.localName, start: startOf(list), blocks }
  }

  /**
   * For each child of a list, the blocks that it holds.
   * @param {HTMLElement} list
   * @param {Marks} marks
   */
  entriesOf(list, marks) {
    return [...list.children].map((child) =>
      child.localName === 'li'
        ? this.blocksOf(/** @type {HTMLElement} */ (child), marks, true)
        : this.blocksOf(wrapped(child), marks, true),
    )
  }

  /**
   * @param {HTMLTableElement} table
   * @param {Marks} marks
   * @param {Run} run
   */
  addTable(table, marks, run) {
    if (isForLayout(table)) {
      for (const part of [...table.rows].flatMap((row) => [...row.cells])) this.walk(part, marks, run)
      return
    }
    /** @type {(cell: HTMLTableCellElement, isHeading: boolean) => Node[]} */
    const fill = (cell, isHeading) => nodesOf(this.lineOf(cell, marks), this.document, isHeading ? ['strong'] : [])
    if (table.caption) this.walk(table.caption, marks, run)
    this.endParagraph(run)
    this.add(run, tableFrom(table, this.document, fill))
  }

  /**
   * @param {HTMLElement} element
   * @param {Marks} marks
   * @param {Run} run
   */
  addQuotation(element, marks, run) {
    const blocks = this.blocksOf(element, marks, run.isInside)
    if (blocks.length) this.add(run, this.element('blockquote', blocks))
  }

  /**
   * @param {HTMLElement} element
   * @param {Run} run
   */
  addCode(element, run) {
    const code = this.document.createElement('code')
    code.textContent = element.textContent.replace(/\n$/, '')
    if (code.textContent.trim()) this.add(run, this.element('pre', [code]))
  }

  /**
   * Everything in `element` as one line of words; its blocks are divided by breaks, or by `between`.
   * @param {HTMLElement} element
   * @param {Marks} marks
   * @param {string | null} [between]
   */
  lineOf(element, marks, between = null) {
    /** @type {Run} */
    const run = { blocks: [], pieces: [], items: [], isInside: true }
    /** @type {Piece[]} */
    const line = []
    const lines = this.linesOf(element, marks, run)
    for (const [at, pieces] of lines.entries()) {
      if (at) line.push(between ? textPiece(between, NOTHING) : { isBreak: true })
      line.push(...pieces.map((piece) => (piece.isBreak && between ? textPiece(between, NOTHING) : piece)))
    }
    return tidy(line)
  }

  /**
   * @param {HTMLElement} element
   * @param {Marks} marks
   * @param {Run} run
   */
  linesOf(element, marks, run) {
    /** @type {Piece[][]} */
    const lines = []
    /** @type {(container: HTMLElement, inside: Marks) => void} */
    const collect = (container, inside) => {
      for (const node of container.childNodes) {
        if (isElement(node) && isBlock(node) && !isHidden(node)) {
          cut()
          collect(node, marksInside(node, inside, this.origin))
          cut()
        } else if (isText(node)) run.pieces.push(textPiece(node.data, inside))
        else if (isElement(node) && !DROPPED.has(node.localName) && !isHidden(node)) this.read(node, inside, run)
      }
    }
    const cut = () => {
      lines.push(...paragraphsOf(run.pieces))
      run.pieces = []
    }
    collect(element, marks)
    cut()
    return lines
  }

  /**
   * @param {string} name
   * @param {Node[]} nodes
   */
  element(name, nodes) {
    const element = this.document.createElement(name)
    element.append(...nodes)
    return element
  }
}
