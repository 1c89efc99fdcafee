// What scripts find on the page that is not the browser's own.
import type { EditorView } from '@milkdown/kit/prose/view'

/** The editor in the place of a text area (editor/surface/mount.js). */
export interface RichEditor {
  view: EditorView
  markdown(): string
  replace(text: string): void
  focus(): void
  source(isSource: boolean): void
  heading?(): string
}

declare global {
  interface Window {
    htmx?: { process(element: Element): void }
  }
  interface HTMLTextAreaElement {
    richEditor?: RichEditor
  }
}
