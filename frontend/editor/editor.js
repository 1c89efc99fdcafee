// Every <textarea data-editor> becomes the visual editor; where it cannot, the text area stays what it is.
import { mount, move } from './surface/mount.js'

export { createEditor } from './core/index.js'
export { mount, move }

/** @type {NodeListOf<HTMLTextAreaElement>} */
const textareas = document.querySelectorAll('textarea[data-editor]')
for (const textarea of textareas) mount(textarea)
