// What remark learns: tables, notes, tasks and strike-through as GitHub has them, and what only this site has.
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote'
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { gfmTaskListItemFromMarkdown } from 'mdast-util-gfm-task-list-item'
import { gfmFootnote } from 'micromark-extension-gfm-footnote'
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough'
import { gfmTable } from 'micromark-extension-gfm-table'
import { gfmTaskListItem } from 'micromark-extension-gfm-task-list-item'
import { attentionSyntax } from './attention.js'
import { containerSyntax, containerTree } from './containers.js'
import { mentionSyntax, mentionTree } from './mentions.js'
import { shapeTree } from './tree.js'
import { wikiLinkSyntax, wikiLinkTree } from './wiki-links.js'

/** @import { Tree } from '../../types.d.ts' */

/**
 * A plugin of remark. Bare addresses stay words: the site makes links of them by itself.
 * @param {(tree: Tree) => void} onTree
 */
export const siteMarkdown = (onTree) =>
  /** @this {any} */
  function () {
    const data = this.data()
    data.micromarkExtensions ??= []
    data.micromarkExtensions.push(
      gfmTable(),
      gfmFootnote(),
      gfmStrikethrough({ singleTilde: false }),
      gfmTaskListItem(),
      attentionSyntax,
      containerSyntax,
      wikiLinkSyntax,
      mentionSyntax,
    )
    data.fromMarkdownExtensions ??= []
    data.fromMarkdownExtensions.push(
      gfmTableFromMarkdown(),
      gfmFootnoteFromMarkdown(),
      gfmStrikethroughFromMarkdown(),
      gfmTaskListItemFromMarkdown(),
      containerTree,
      wikiLinkTree,
      mentionTree,
    )
    return (/** @type {Tree} */ tree, /** @type {unknown} */ file) => {
      onTree(shapeTree(tree, String(file)))
      return tree
    }
  }
