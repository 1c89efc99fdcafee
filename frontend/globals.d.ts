// What scripts find on the page that is not the browser's own.
import type { Core } from './editor/types.d.ts'

/** The editor in the place of a text area (editor/surface/mount.js). */
export interface RichEditor
  extends Pick<
    Core,
    'view' | 'markdown' | 'replace' | 'focus' | 'heading' | 'insertImage' | 'insertLink' | 'insertWikiLink'
  > {
  core: Core
  source(isSource: boolean): void
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
