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

/** What htmx tells of in its events. */
export interface Exchange {
  ctx: {
    request: { headers: Record<string, string> }
    response: { status: number; raw: Response }
    sourceElement: HTMLElement & { href?: string }
  }
}

declare global {
  interface DocumentEventMap {
    'htmx:config:request': CustomEvent<Exchange>
    'htmx:before:request': CustomEvent<Exchange>
    'htmx:before:response': CustomEvent<Exchange>
    'htmx:before:swap': CustomEvent<Exchange>
    'htmx:after:swap': CustomEvent<Exchange>
  }
  interface Window {
    htmx?: { process(element: Element): void }
  }
  interface HTMLTextAreaElement {
    richEditor?: RichEditor
  }
}
