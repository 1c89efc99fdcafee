// The line that the lists of files and pictures offer to copy is what it says, not its signs, when it is pasted.
import { Slice } from '@milkdown/kit/prose/model'
import { Plugin, PluginKey } from '@milkdown/kit/prose/state'

/** @import { Core, EditorState } from '../types.d.ts' */

const LINE = /^!?\[(?:\\.|[^\]\\])*\]\(\/media\/(?:images|files)\/[^\s()]+\)$/

/**
 * Goes before what cleans pastes. `core` reads Markdown.
 * @param {Core} core
 */
export function pastedLines(core) {
  return new Plugin({
    key: new PluginKey('pastedLines'),
    props: {
      handlePaste(view, event) {
        const lines = linesOf(event.clipboardData?.getData('text/plain') ?? '')
        if (!lines.length || !lines.every((line) => LINE.test(line)) || isInCode(view.state)) return false
        const { content } = core.read(lines.join('\n\n'))
        view.dispatch(view.state.tr.replaceSelection(new Slice(content, 1, 1)).scrollIntoView())
        return true
      },
    },
  })
}

/** @param {string} text */
const linesOf = (text) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** @param {EditorState} state */
const isInCode = ({ selection }) => selection.$from.parent.type.spec.code
