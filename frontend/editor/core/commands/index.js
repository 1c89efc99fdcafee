// Every command by its name: { run(options), isActive(), isEnabled() }. `run` says whether it did something.
import { redo, undo } from '@milkdown/kit/prose/history'
import { blockCommands } from './blocks.js'
import { listCommands } from './lists.js'
import { markCommands } from './marks.js'
import { tableCommands } from './tables.js'
import { onLine } from './together.js'

/** @import { BoundCommand, Command, EditorView, NamedCommand, Schema, Texts, EditorState } from '../../types.d.ts' */

/**
 * @param {Schema} schema
 * @param {Texts} [texts]
 * @returns {Record<string, NamedCommand>}
 */
export function plainCommands(schema, texts) {
  const blocks = Object.entries({ ...blockCommands(schema, texts), ...listCommands(schema) })
  return {
    ...Object.fromEntries(
      blocks.map(([name, { command, isActive }]) => [name, { command: onLine(command, schema.nodes), isActive }]),
    ),
    ...markCommands(schema),
    ...tableCommands(schema),
    undo: { command: undo },
    redo: { command: redo },
  }
}

/**
 * @param {EditorView} view
 * @param {Texts} [texts]
 * @returns {Record<string, BoundCommand>}
 */
export function commandsOf(view, texts) {
  const plain = plainCommands(view.state.schema, texts)
  const bound = Object.entries(plain).map(([name, { command, isActive }]) => [name, bind(view, command, isActive)])
  return Object.fromEntries(bound)
}

/**
 * @param {EditorView} view
 * @param {Command} command
 * @param {(state: EditorState) => boolean} [isActive]
 * @returns {BoundCommand}
 */
function bind(view, command, isActive = () => false) {
  return {
    run: (options) => {
      const isDone = command(view.state, view.dispatch, view, options)
      view.focus()
      return isDone
    },
    isActive: () => Boolean(isActive(view.state)),
    isEnabled: () => Boolean(command(view.state, undefined, view)),
  }
}
