// An answer in the words of SCORM and xAPI: kind, response, right response, times.

/** @import { Item, Kind, Recorded } from './types.d.ts' */

/** The kinds of interactions. SCORM 1.2 calls "other" by another name. @type {Record<Kind, string>} */
export const KINDS = {
  choice: 'choice',
  choices: 'choice',
  order: 'sequencing',
  match: 'matching',
  fill_in: 'fill-in',
  sort: 'matching',
  dialogue: 'other',
}

/**
 * A response with its parts between the delimiters of SCORM 2004 and xAPI, or of SCORM 1.2.
 * @param {Item} item
 * @param {string[]} response
 * @param {{ between: string, within: string, most: number }} delimiters
 */
export function pattern(item, response, { between, within, most }) {
  const isPaired = item.kind === 'match' || item.kind === 'sort'
  const parts = isPaired ? response.map((key, place) => `${place + 1}${within}${key}`) : response
  return [...parts.join(between)].slice(0, most).join('')
}

export const SCORM_2004 = { between: '[,]', within: '[.]', most: 250 }
export const SCORM_12 = { between: ',', within: '.', most: 255 }

/**
 * The response that is right, or null where several are: in a dialogue.
 * @param {Item} item
 * @returns {string[] | null}
 */
export function rightResponse({ kind, parts }) {
  const keys = parts.answers.map((_answer, place) => String(place + 1))
  switch (kind) {
    case 'choice':
    case 'choices':
      return keys.filter((_key, place) => parts.answers[place].is_right)
    case 'fill_in':
      return parts.answers.map((answer) => answer.text.split('|')[0].trim())
    case 'sort':
      return parts.answers.map((answer) => (answer.is_right ? '1' : '2'))
    case 'dialogue':
      return null
    default:
      return keys
  }
}

/** A duration of ISO 8601. @param {number} seconds */
export function duration(seconds) {
  const whole = Math.round(seconds)
  return `PT${Math.floor(whole / 3600)}H${Math.floor(whole / 60) % 60}M${whole % 60}S`
}

/** A duration of SCORM 1.2. @param {number} seconds */
export function clock(seconds) {
  const whole = Math.min(Math.round(seconds), 9999 * 3600)
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  return parts.map((part, place) => String(part).padStart(place ? 2 : 4, '0')).join(':')
}

/**
 * The moment of an answer in SCORM 2004: time(second,10,0) has a time zone only behind a part of a second.
 * @param {Recorded} answer
 */
export const timestamp = (answer) => answer.at.replace(/(?:\.\d+)?Z$/, '.0Z')

/** The time of day of an answer, where the learner is. @param {Recorded} answer */
export const timeOfDay = (answer) => new Date(answer.at).toTimeString().slice(0, 8)

/** A score between 0 and 1 that is never rounded up. @param {number} points @param {number} of */
export const scaled = (points, of) => Math.floor((points * 10000) / (of || 1)) / 10000
