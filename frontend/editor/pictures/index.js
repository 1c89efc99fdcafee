// Pictures in the editor: a dialog that sends one or takes one from the library, and files that are dropped or pasted.
import { pictureDialogOf } from './dialog.js'

export { chooseFile, pictureDropPaste } from './drop.js'

/** @import { Core } from '../types.d.ts' */

/**
 * Opens the dialog. A picture that is selected is described anew, else one is put where the caret is.
 * @param {Core} core
 */
export function pictureDialog(core) {
  const dialog = pictureDialogOf(document)
  if (!dialog) return
  const selected = core.imageAtCaret()
  /** @param {{ src: string, alt: string }} picture */
  const insert = ({ src, alt }) => core.insertImage({ src, alt, title: selected?.title ?? '' })
  dialog.open({ insert, closed: () => core.focus(), selected })
}
