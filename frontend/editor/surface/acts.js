// What the buttons do: mostly a command of the editor, else a dialog or another view.
import { worded } from './parts.js'

/** @import { Core } from '../types.d.ts' */
/** @import { Act, Asks, Surface } from './types.d.ts' */

const COMMANDS = `paragraph bold italic bulletList orderedList quotation table undo redo
  rowBefore rowAfter deleteRow columnBefore columnAfter deleteColumn deleteTable`.split(/\s+/)

/**
 * `views`: the switch between the text and its source.
 * @param {Pick<Surface, 'core' | 'parts' | 'views' | 'announce'> & { asks: Asks }} options
 * @returns {Record<string, Act>}
 */
export function actsOf({ core, parts, asks, views, announce }) {
  const { commands } = core
  const plain = Object.fromEntries(COMMANDS.map((name) => [name, commands[name]]))
  return {
    ...plain,
    heading: headings(core, (level) => announce(worded(parts.words.level ?? '', { level }))),
    link: { run: asks.link, isActive: commands.link.isActive, isEnabled: commands.link.isEnabled },
    wikiLink: { run: asks.wikiLink, isActive: commands.wikiLink.isActive, isEnabled: commands.wikiLink.isEnabled },
    picture: { run: asks.picture, isActive: () => false, isEnabled: () => true },
    file: { run: asks.file, isActive: () => false, isEnabled: () => true },
    source: { run: views.toggle, isActive: () => !views.isRich(), isEnabled: () => true },
  }
}

// A first press makes a heading, the next one a smaller heading, and so on in turn.
/**
 * @param {Core} core
 * @param {(level: number) => void} say
 */
function headings(core, say) {
  const { heading2, heading3 } = core.commands
  const level = () => {
    const { type, attrs } = core.view.state.selection.$from.parent
    return type.name === 'heading' ? Math.max(attrs.level, 2) : 0
  }
  return {
    level,
    isActive: () => level() > 0,
    isEnabled: heading3.isEnabled,
    run: () => {
      const isDone = (level() === 2 ? heading3 : heading2).run()
      if (isDone) say(level())
    },
  }
}
