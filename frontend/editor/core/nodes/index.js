// Every node and mark of the editor, and the rules by which what is typed becomes one of them.
import {
  blockquoteAttr,
  blockquoteSchema,
  createCodeBlockInputRule,
  docSchema,
  emphasisAttr,
  emphasisSchema,
  emphasisStarInputRule,
  headingIdGenerator,
  hrAttr,
  hrSchema,
  inlineCodeAttr,
  inlineCodeInputRule,
  inlineCodeSchema,
  remarkLineBreak,
  remarkMarker,
  strongAttr,
  strongInputRule,
  strongSchema,
  textSchema,
  wrapInBlockquoteInputRule,
  wrapInBulletListInputRule,
  wrapInOrderedListInputRule,
} from '@milkdown/kit/preset/commonmark'
import {
  strikethroughAttr,
  strikethroughInputRule,
  strikethroughSchema,
  wrapInTaskListInputRule,
} from '@milkdown/kit/preset/gfm'
import { $remark } from '@milkdown/kit/utils'
import { siteMarkdown } from '../syntax/reading.js'
import { admonitions, definitionLists } from './containers.js'
import { footnoteDefinition, footnoteReference } from './footnotes.js'
import { hardbreak, image, link, mention, smallTags, wikiLink } from './inline.js'
import { bulletList, listItem, orderedList } from './lists.js'
import { inlineTag, opaque } from './opaque.js'
import { tables } from './tables.js'
import { codeBlock, heading, paragraph } from './text-blocks.js'
import { typed } from './typed.js'

/** @import { Texts, Tree } from '../../types.d.ts' */

const strike = strikethroughSchema.extendSchema((previous) => (ctx) => ({
  ...previous(ctx),
  parseDOM: [{ tag: 's' }, { tag: 'del' }, { tag: 'strike' }, { style: 'text-decoration=line-through' }],
  toDOM: () => ['s', 0],
}))

const attributes = [
  blockquoteAttr,
  emphasisAttr,
  headingIdGenerator,
  hrAttr,
  inlineCodeAttr,
  strikethroughAttr,
  strongAttr,
]

/**
 * `onTree` gets each tree that was read. In this order: the first block is what a text is made of where nothing else is said.
 * @param {Texts} texts
 * @param {(tree: Tree) => void} onTree
 */
export function language(texts, onTree) {
  return [
    attributes,
    $remark('siteMarkdown', () => /** @type {any} */ (siteMarkdown(onTree))),
    remarkMarker,
    remarkLineBreak,
    [
      docSchema,
      paragraph,
      heading,
      hardbreak,
      blockquoteSchema,
      codeBlock,
      hrSchema,
      image,
      bulletList,
      orderedList,
      listItem(texts),
    ],
    [
      admonitions(texts),
      definitionLists,
      tables,
      footnoteReference,
      footnoteDefinition,
      opaque(texts),
      wikiLink,
      mention(texts),
      inlineTag,
      textSchema,
    ],
    [link, emphasisSchema, strongSchema, strike, smallTags, inlineCodeSchema],
    [wrapInBlockquoteInputRule, wrapInBulletListInputRule, wrapInOrderedListInputRule, wrapInTaskListInputRule],
    [
      createCodeBlockInputRule,
      emphasisStarInputRule,
      strongInputRule,
      inlineCodeInputRule,
      strikethroughInputRule,
      typed,
    ],
  ].flat(3)
}
