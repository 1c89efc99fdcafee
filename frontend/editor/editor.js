// Every <textarea data-editor> becomes the visual editor; where it cannot, the text area stays what it is.
import { mount } from './surface/mount.js'

export { createEditor } from './core/index.js'
export { mount }

for (const textarea of document.querySelectorAll('textarea[data-editor]')) mount(textarea)
