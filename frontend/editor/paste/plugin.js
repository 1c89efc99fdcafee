// What is pasted comes in clean; what was copied in the editor itself comes in as it was.
import { Plugin, PluginKey } from '@milkdown/kit/prose/state'
import { cleanPaste } from './clean.js'
import { parseCopied } from './parse.js'

/**
 * `leftOut(count)` is told how many pictures a paste could not bring. Goes behind the plugin that takes picture files.
 * @param {(count: number) => void} leftOut
 */
export function cleanPastes(leftOut) {
  let pictures = 0
  return new Plugin({
    key: new PluginKey('cleanPastes'),
    props: {
      transformPastedHTML(html) {
        pictures = 0
        if (/\sdata-pm-slice=/.test(html)) return html
        const { html: clean, picturesLeftOut } = cleanPaste(parseCopied(html), location.origin)
        pictures = picturesLeftOut
        return clean
      },
      handlePaste: () => tell(),
      handleDrop: () => tell(),
    },
  })

  function tell() {
    leftOut(pictures)
    pictures = 0
    return false
  }
}
